import type { Operation } from '../api/operation.js';
import { catalogueBundleNameGet } from './catalogue-bundle-name-get.js';
import { catalogueGet } from './catalogue-get.js';
import { esimsApplyPost } from './esims-apply-post.js';
import { esimsAssignmentsGet } from './esims-assignments-get.js';
import { esimsGet } from './esims-get.js';
import { esimsIccidBundlesGet } from './esims-iccid-bundles-get.js';
import {
  esimsIccidBundlesNameAssignmentsAssignmentIdDelete,
  esimsIccidBundlesNameApplicationsAssignmentIdDelete,
} from './esims-iccid-bundles-name-assignments-assignment-id-delete.js';
import { esimsIccidBundlesNameDelete } from './esims-iccid-bundles-name-delete.js';
import { esimsIccidBundlesNameGet } from './esims-iccid-bundles-name-get.js';
import { esimsIccidBundlesPost } from './esims-iccid-bundles-post.js';
import { esimsIccidCompatibleBundleGet } from './esims-iccid-compatible-bundle-get.js';
import { esimsIccidGet } from './esims-iccid-get.js';
import { esimsIccidHistoryGet } from './esims-iccid-history-get.js';
import { esimsIccidLocationGet } from './esims-iccid-location-get.js';
import { esimsIccidRefreshGet } from './esims-iccid-refresh-get.js';
import { esimsIccidSmsPost } from './esims-iccid-sms-post.js';
import { esimsPut } from './esims-put.js';
import { inventoryGet } from './inventory-get.js';
import { inventoryRefundPost } from './inventory-refund-post.js';
import { networksGet } from './networks-get.js';
import { ordersGet } from './orders-get.js';
import { ordersOrderReferenceGet } from './orders-order-reference-get.js';
import { ordersPost } from './orders-post.js';
import { organisationBalancePost } from './organisation-balance-post.js';
import { organisationGet } from './organisation-get.js';
import { organisationGroupsGet } from './organisation-groups-get.js';

/** Everything that the API can be asked. */
export const operations: readonly Operation[] = [
  catalogueBundleNameGet,
  catalogueGet,
  esimsApplyPost,
  esimsAssignmentsGet,
  esimsGet,
  esimsIccidBundlesGet,
  esimsIccidBundlesNameAssignmentsAssignmentIdDelete,
  esimsIccidBundlesNameApplicationsAssignmentIdDelete,
  esimsIccidBundlesNameDelete,
  esimsIccidBundlesNameGet,
  esimsIccidBundlesPost,
  esimsIccidCompatibleBundleGet,
  esimsIccidGet,
  esimsIccidHistoryGet,
  esimsIccidLocationGet,
  esimsIccidRefreshGet,
  esimsIccidSmsPost,
  esimsPut,
  inventoryGet,
  inventoryRefundPost,
  networksGet,
  ordersGet,
  ordersOrderReferenceGet,
  ordersPost,
  organisationBalancePost,
  organisationGet,
  organisationGroupsGet,
];
