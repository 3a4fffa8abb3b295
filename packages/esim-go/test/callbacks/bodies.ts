/** What the vendor sends, as its guides show it: field by field, numbers bare. */
export const iccid = '8943108170000000017';

export const utilisation3 = `{"iccid":"${iccid}","alertType":"Utilisation","bundle":{"id":"243","name":"esim_1GB_7D_FR_V2","description":"1 GB, 7 days, France","initialQuantity":1000000000,"remainingQuantity":200000000,"startTime":"2026-01-31T10:00:00.618780311Z","endTime":"2026-02-07T10:00:00Z","reference":"0a6c0d3e-5d83-4f4b-9f9d-3f4dbe0c1f11-0","unlimited":false}}`;

export const utilisation2 = `{"iccid":"${iccid}","alertType":"Utilisation","bundle":{"name":"esim_1GB_7D_FR_V2","initialQuantity":1000000000,"remainingQuantity":200000000,"startTime":"2026-01-31T10:00:00Z","endTime":"2026-02-07T10:00:00Z"}}`;

export const countryChange = `{"alertType":"CountryChange","iccid":"${iccid}","country":{"code":"FR","name":"France"}}`;

export const topup = '{"alertType":"Topup","bundle":{"oldAmount":9.90,"newAmount":1009.90}}';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
