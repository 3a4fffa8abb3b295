// Made from the samples beside it, by samples.test.ts with HOLDALL_WRITE_SAMPLES=1.
/* oxlint-disable prefer-const */
import { Configuration, ESIMsApi, type EsimsApplyPostRequest, type EsimsIccidSmsPostRequest, InventoryApi, type RefundInventoryItem, type UpdateSimDetails } from '@holdall/esim-go';

export const samples = {
esimsApplyPost: async (given: { esimsApplyPostRequest: EsimsApplyPostRequest }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let esimsApplyPostRequest: EsimsApplyPostRequest = given.esimsApplyPostRequest; //Details of Bundle to apply to eSIM

const { status, data } = await apiInstance.esimsApplyPost(
    esimsApplyPostRequest
);

return { status, data };
},

esimsAssignmentsGet: async (given: { reference: string; additionalFields: string }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let reference: string = given.reference; //(Required) Order Reference or Apply Reference (optional) (default to undefined)
let additionalFields: string = given.additionalFields; // (optional) (default to undefined)

const { status, data } = await apiInstance.esimsAssignmentsGet(
    reference,
    additionalFields
);

return { status, data };
},

esimsGet: async (given: { page: string; perPage: 10 | 25 | 50 | 100; direction: 'asc' | 'desc'; orderBy: 'iccid'; filterBy: 'iccid, customerRef, lastAction, actionDate, assignedDate'; filter: string }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let page: string = given.page; //Page of ESIMs to return (optional) (default to undefined)
let perPage: 10 | 25 | 50 | 100 = given.perPage; //Number of ESIMs to return per page (optional) (default to undefined)
let direction: 'asc' | 'desc' = given.direction; //Direction of ordering (optional) (default to undefined)
let orderBy: 'iccid' = given.orderBy; //Name of column to order by (optional) (default to undefined)
let filterBy: 'iccid, customerRef, lastAction, actionDate, assignedDate' = given.filterBy; //Name of column to filter by. eSIMs can be filtered by ICCID, Customer Reference, Last Action (Bundle Refund, Bundle Applied, Bundle Revoked, eSIM Updated, eSIM Refreshed, eSIM Utilisation Alert), Last Action Date and SIM Assignment Date. (optional) (default to undefined)
let filter: string = given.filter; //Value to filter by (optional) (default to undefined)

const { status, data } = await apiInstance.esimsGet(
    page,
    perPage,
    direction,
    orderBy,
    filterBy,
    filter
);

return { status, data };
},

esimsIccidBundlesGet: async (given: { iccid: string; accept: string; includeUsed: string; limit: string }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let iccid: string = given.iccid; //(Required) The ICCID of the eSIM (default to undefined)
let accept: string = given.accept; // (optional) (default to undefined)
let includeUsed: string = given.includeUsed; //Include used & expired Bundles Backward compatibility for v2.1  (optional) (default to undefined)
let limit: string = given.limit; //Number of assignments to return. Must be between 1 and 200. Default is 15  (optional) (default to undefined)

const { status, data } = await apiInstance.esimsIccidBundlesGet(
    iccid,
    accept,
    includeUsed,
    limit
);

return { status, data };
},

esimsIccidBundlesNameAssignmentsAssignmentIdDelete: async (given: { iccid: string; name: string; assignmentId: string; accept: string; type: string }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let iccid: string = given.iccid; //(Required) The ICCID of the eSIM (default to undefined)
let name: string = given.name; //(Required) Name of Bundle Format as defined in [List Catalogue](/api/#get-/catalogue) API call. Example: `esim_10GB_30D_IM_U`  (default to undefined)
let assignmentId: string = given.assignmentId; //(Required) ID of individual Bundle Assignment to revoke from an eSIM (default to undefined)
let accept: string = given.accept; // (optional) (default to undefined)
let type: string = given.type; //type `validate` will provide options for the revoke and the behaviours, if any. type `transaction` will execute the revoke. Defaults to `transaction` (optional) (default to undefined)

const { status, data } = await apiInstance.esimsIccidBundlesNameAssignmentsAssignmentIdDelete(
    iccid,
    name,
    assignmentId,
    accept,
    type
);

return { status, data };
},

esimsIccidBundlesNameDelete: async (given: { iccid: string; name: string; refundToBalance: boolean; offerId: string; type: 'validate' | 'transaction' }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let iccid: string = given.iccid; //The ICCID of the eSIM (default to undefined)
let name: string = given.name; //Name of Bundle  Format as defined in [List Catalogue](/api/v2_4/operations/catalogue/get) API call. Example: `esim_10GB_30D_IM_U`  (default to undefined)
let refundToBalance: boolean = given.refundToBalance; //If Applicable, refund the value of this bundle to organisation balance (optional) (default to undefined)
let offerId: string = given.offerId; //If Applicable, the offerId of the bundle to revoke. needed for refunding to balance (optional) (default to undefined)
let type: 'validate' | 'transaction' = given.type; //type `validate` will provide options for the revoke and the behaviours, if any. type `transaction` will execute the revoke. Defaults to `transaction` (optional) (default to undefined)

const { status, data } = await apiInstance.esimsIccidBundlesNameDelete(
    iccid,
    name,
    refundToBalance,
    offerId,
    type
);

return { status, data };
},

esimsIccidBundlesNameGet: async (given: { iccid: string; name: string; accept: string }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let iccid: string = given.iccid; //(Required) The ICCID of the eSIM (default to undefined)
let name: string = given.name; //(Required) Name of Bundle Format as defined in [List Catalogue](/api/#get-/catalogue) API call. Example: `esim_10GB_30D_IM_U`  (default to undefined)
let accept: string = given.accept; // (optional) (default to undefined)

const { status, data } = await apiInstance.esimsIccidBundlesNameGet(
    iccid,
    name,
    accept
);

return { status, data };
},

esimsIccidCompatibleBundleGet: async (given: { iccid: string; bundle: string; accept: string }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let iccid: string = given.iccid; //(Required) The ICCID of the eSIM (default to undefined)
let bundle: string = given.bundle; // (default to undefined)
let accept: string = given.accept; // (optional) (default to undefined)

const { status, data } = await apiInstance.esimsIccidCompatibleBundleGet(
    iccid,
    bundle,
    accept
);

return { status, data };
},

esimsIccidGet: async (given: { iccid: string; accept: string; additionalFields: string }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let iccid: string = given.iccid; //(Required) The ICCID of the eSIM (default to undefined)
let accept: string = given.accept; // (optional) (default to undefined)
let additionalFields: string = given.additionalFields; // (optional) (default to undefined)

const { status, data } = await apiInstance.esimsIccidGet(
    iccid,
    accept,
    additionalFields
);

return { status, data };
},

esimsIccidHistoryGet: async (given: { iccid: string; accept: string }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let iccid: string = given.iccid; //(Required) The ICCID of the eSIM (default to undefined)
let accept: string = given.accept; // (optional) (default to undefined)

const { status, data } = await apiInstance.esimsIccidHistoryGet(
    iccid,
    accept
);

return { status, data };
},

esimsIccidLocationGet: async (given: { iccid: string; accept: string }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let iccid: string = given.iccid; // (default to undefined)
let accept: string = given.accept; // (optional) (default to undefined)

const { status, data } = await apiInstance.esimsIccidLocationGet(
    iccid,
    accept
);

return { status, data };
},

esimsIccidRefreshGet: async (given: { iccid: string; accept: string }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let iccid: string = given.iccid; //(Required) The ICCID of the eSIM (default to undefined)
let accept: string = given.accept; // (optional) (default to undefined)

const { status, data } = await apiInstance.esimsIccidRefreshGet(
    iccid,
    accept
);

return { status, data };
},

esimsIccidSmsPost: async (given: { iccid: string; contentType: string; accept: string; esimsIccidSmsPostRequest: EsimsIccidSmsPostRequest }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let iccid: string = given.iccid; //(Required) The ICCID of the eSIM (default to undefined)
let contentType: string = given.contentType; // (optional) (default to undefined)
let accept: string = given.accept; // (optional) (default to undefined)
let esimsIccidSmsPostRequest: EsimsIccidSmsPostRequest = given.esimsIccidSmsPostRequest; // (optional)

const { status, data } = await apiInstance.esimsIccidSmsPost(
    iccid,
    contentType,
    accept,
    esimsIccidSmsPostRequest
);

return { status, data };
},

esimsPut: async (given: { contentType: string; accept: string; iccid: string; customerRef: string; updateSimDetails: UpdateSimDetails }) => {
const configuration = new Configuration();
const apiInstance = new ESIMsApi(configuration);

let contentType: string = given.contentType; // (optional) (default to undefined)
let accept: string = given.accept; // (optional) (default to undefined)
let iccid: string = given.iccid; //(Required) ICCID of eSIM (optional) (default to undefined)
let customerRef: string = given.customerRef; //(Required) New Customer Reference (optional) (default to undefined)
let updateSimDetails: UpdateSimDetails = given.updateSimDetails; // (optional)

const { status, data } = await apiInstance.esimsPut(
    contentType,
    accept,
    iccid,
    customerRef,
    updateSimDetails
);

return { status, data };
},

inventoryGet: async (given: { accept: string }) => {
const configuration = new Configuration();
const apiInstance = new InventoryApi(configuration);

let accept: string = given.accept; // (optional) (default to undefined)

const { status, data } = await apiInstance.inventoryGet(
    accept
);

return { status, data };
},

inventoryRefundPost: async (given: { contentType: string; accept: string; refundInventoryItem: RefundInventoryItem }) => {
const configuration = new Configuration();
const apiInstance = new InventoryApi(configuration);

let contentType: string = given.contentType; // (optional) (default to undefined)
let accept: string = given.accept; // (optional) (default to undefined)
let refundInventoryItem: RefundInventoryItem = given.refundInventoryItem; // (optional)

const { status, data } = await apiInstance.inventoryRefundPost(
    contentType,
    accept,
    refundInventoryItem
);

return { status, data };
},

};
