import { at, type Faults } from '../../values/faults.js';
import { readBoolean, readString, type Fields } from '../../values/fields.js';
import { isPrototypeKey, type JsonObject } from '../../values/json.js';
import { copyJsonObject } from './plain-json.js';
import { nameLength } from './property-name.js';

export type Named = { readonly name: string; readonly required: boolean };

/** Kept for the clients that show properties; nothing here is checked against it. */
export type Presentation = {
  readonly field_list?: JsonObject;
  readonly description?: string;
  readonly friendly_name?: string;
  readonly options_url?: string;
  readonly option_label_path?: string;
  readonly option_value_path?: string;
};

const texts = ['description', 'friendly_name', 'options_url', 'option_label_path', 'option_value_path'];
export const baseFields = ['type', 'name', 'required', 'field_list', ...texts];

/** The fields, beside `type`, that definitions of all types have; those that are absent are left out. */
export const parseBaseFields = (raw: Fields, path: string, faults: Faults, { named }: { named: boolean }): Fields => {
  const name = readString(raw, 'name', path, faults, { required: named, ...nameLength });
  if (name !== undefined && isPrototypeKey(name)) faults.add(at(path, 'name'), `must not be ${name}`);
  const list = raw['field_list'] ?? undefined;
  const fields = {
    name,
    required: readBoolean(raw, 'required', path, faults, { required: named }),
    field_list: list === undefined ? undefined : copyJsonObject(list, at(path, 'field_list'), faults),
    ...Object.fromEntries(texts.map((key) => [key, readString(raw, key, path, faults, { maxLength: 1_000 })])),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
};
