import { invalid, named, revokeType, segment } from '../call/arguments.js';
import type { CallOptions } from '../call/call-options.js';
import type { Caller, Result } from '../call/caller.js';
import { readJson } from '../call/operation.js';
import { Configuration } from '../configuration.js';
import { applyResponse, type ESIMApplyResponse, type EsimsApplyPostRequest } from '../shapes/apply.js';
import { assignmentResponse, bundlesList, type AssignmentResponse, type BundlesList } from '../shapes/bundles.js';
import { compatibility, type CompatibilityResponse } from '../shapes/compatibility.js';
import {
  esimDetails,
  esimHistory,
  esims,
  location,
  type ESIMDetailsResponse,
  type ESIMHistory,
  type ESIMs,
  type EsimsIccidSmsPostRequest,
  type LocationResponse,
  type UpdateSimDetails,
} from '../shapes/esims.js';
import { installResponse, type ESIMDetailsInstallResponse } from '../shapes/install.js';
import { statusMessage, type StatusMessage } from '../shapes/status-message.js';
import { checkedApply, checkedLimit, checkedSms, checkedUpdate } from './checks.js';

/** What a list can be narrowed by; the joined text is what the vendor's description says by mistake. */
export type EsimsFilterBy =
  | 'iccid'
  | 'customerRef'
  | 'lastAction'
  | 'actionDate'
  | 'assignedDate'
  | 'iccid, customerRef, lastAction, actionDate, assignedDate';

export interface AssignmentsOptions extends CallOptions {
  /** How the details are to come. Default JSON; QR codes come as `application/zip`. */
  readonly accept?: 'application/json' | 'text/csv' | 'application/zip' | undefined;
}

/** eSIMs and the bundles on them. ICCIDs are texts, always: a number of 19 digits has lost some. */
export class ESIMsApi {
  readonly #caller: Caller;

  constructor(configuration = new Configuration()) {
    this.#caller = configuration.caller;
  }

  /**
   * `POST /esims/apply`: puts bundles of the inventory on eSIMs. Never repeated by itself: each time takes another bundle.
   * The ICCID of the answer may be another than the one that was asked for.
   * @throws NoStockError, NotAccessibleError; InvalidInputError for `repeat` with `iccid`.
   */
  async esimsApplyPost(
    esimsApplyPostRequest: EsimsApplyPostRequest,
    options?: CallOptions,
  ): Promise<Result<ESIMApplyResponse>> {
    const body = checkedApply(esimsApplyPostRequest);
    return this.#caller.call(
      {
        name: 'esimsApplyPost',
        method: 'POST',
        path: '/esims/apply',
        body,
        effect: 'more',
        about: { iccid: 'iccid' in body ? body.iccid : undefined },
        takesStock: true,
        read: readJson(applyResponse),
      },
      options,
    );
  }

  /**
   * `GET /esims/assignments`: install details of all eSIMs of an order or apply, or of several.
   * @throws ProcessingError while a large order is not done yet.
   */
  async esimsAssignmentsGet(
    reference?: string | readonly string[] | null,
    additionalFields?: string | null,
    options: AssignmentsOptions = {},
  ): Promise<Result<ESIMDetailsInstallResponse>> {
    const references = [reference ?? []].flat();
    if (references.length === 0) throw invalid('reference', 'must name an order or apply: the vendor requires it');
    references.forEach((one) => named('reference', one));
    return this.#caller.call(
      {
        name: 'esimsAssignmentsGet',
        method: 'GET',
        path: '/esims/assignments',
        query: { reference: references, additionalFields },
        accept: options.accept,
        effect: 'none',
        about: { reference: references.join(', ') },
        read: installResponse,
      },
      options,
    );
  }

  /** `GET /esims`: one page. Read on until a page is not full (`everyEsim` does): the counts are not always there. */
  esimsGet(
    page?: string | number | null,
    perPage?: 10 | 25 | 50 | 100 | null,
    direction?: 'asc' | 'desc' | null,
    orderBy?: 'iccid' | null,
    filterBy?: EsimsFilterBy | null,
    filter?: string | null,
    options?: CallOptions,
  ): Promise<Result<ESIMs>> {
    return this.#caller.call(
      {
        name: 'esimsGet',
        method: 'GET',
        path: '/esims',
        query: { page, perPage, direction, orderBy, filterBy, filter },
        effect: 'none',
        read: readJson(esims),
      },
      options,
    );
  }

  /**
   * `GET /esims/{iccid}/bundles`: the latest assignments, 15 unless `limit` (1 to 200) says otherwise; without `includeUsed`
   * only those that are not used up.
   */
  async esimsIccidBundlesGet(
    iccid: string,
    accept?: string | null,
    includeUsed?: string | boolean | null,
    limit?: string | number | null,
    options?: CallOptions,
  ): Promise<Result<BundlesList>> {
    return this.#caller.call(
      {
        name: 'esimsIccidBundlesGet',
        method: 'GET',
        path: `/esims/${segment('iccid', iccid)}/bundles`,
        query: { includeUsed, limit: checkedLimit(limit) },
        accept,
        effect: 'none',
        about: { iccid },
        only: 'iccid',
        read: readJson(bundlesList),
      },
      options,
    );
  }

  /**
   * `DELETE /esims/{iccid}/bundles/{name}/assignments/{assignmentId}`: revokes exactly this assignment, unless `type` is
   * `validate`. Safe to repeat: it can never take a second one. An eSIM that is not installed and has no other bundle may be
   * taken back by the vendor, and is not accessible then.
   */
  async esimsIccidBundlesNameAssignmentsAssignmentIdDelete(
    iccid: string,
    name: string,
    assignmentId: string,
    accept?: string | null,
    type?: string | null,
    options?: CallOptions,
  ): Promise<Result<StatusMessage>> {
    const assignment = segment('assignmentId', assignmentId);
    const does = revokeType(type);
    return this.#caller.call(
      {
        name: 'esimsIccidBundlesNameAssignmentsAssignmentIdDelete',
        method: 'DELETE',
        path: `/esims/${segment('iccid', iccid)}/bundles/${segment('name', name)}/assignments/${assignment}`,
        query: { type: does },
        accept,
        effect: does === 'validate' ? 'none' : 'same',
        about: { iccid },
        read: readJson(statusMessage),
      },
      options,
    );
  }

  /**
   * `DELETE /esims/{iccid}/bundles/{name}`: revokes the oldest unused assignment of that name, unless `type` is `validate`:
   * not always the one that `esimsIccidBundlesNameGet` shows. Never repeated by itself: twice takes two. Rather revoke by
   * assignment id.
   */
  async esimsIccidBundlesNameDelete(
    iccid: string,
    name: string,
    refundToBalance?: boolean | null,
    offerId?: string | null,
    type?: 'validate' | 'transaction' | null,
    options?: CallOptions,
  ): Promise<Result<StatusMessage>> {
    const does = revokeType(type);
    return this.#caller.call(
      {
        name: 'esimsIccidBundlesNameDelete',
        method: 'DELETE',
        path: `/esims/${segment('iccid', iccid)}/bundles/${segment('name', name)}`,
        query: { refundToBalance, offerId, type: does },
        effect: does === 'validate' ? 'none' : 'more',
        about: { iccid },
        read: readJson(statusMessage),
      },
      options,
    );
  }

  /** `GET /esims/{iccid}/bundles/{name}`: the latest assignment of that name. */
  async esimsIccidBundlesNameGet(
    iccid: string,
    name: string,
    accept?: string | null,
    options?: CallOptions,
  ): Promise<Result<AssignmentResponse>> {
    return this.#caller.call(
      {
        name: 'esimsIccidBundlesNameGet',
        method: 'GET',
        path: `/esims/${segment('iccid', iccid)}/bundles/${segment('name', name)}`,
        accept,
        effect: 'none',
        about: { iccid },
        read: readJson(assignmentResponse),
      },
      options,
    );
  }

  /** `GET /esims/{iccid}/compatible/{bundle}`: whether the bundle works on this eSIM. */
  async esimsIccidCompatibleBundleGet(
    iccid: string,
    bundle: string,
    accept?: string | null,
    options?: CallOptions,
  ): Promise<Result<CompatibilityResponse>> {
    return this.#caller.call(
      {
        name: 'esimsIccidCompatibleBundleGet',
        method: 'GET',
        path: `/esims/${segment('iccid', iccid)}/compatible/${segment('bundle', bundle)}`,
        accept,
        effect: 'none',
        about: { iccid },
        read: readJson(compatibility),
      },
      options,
    );
  }

  /** `GET /esims/{iccid}`. `additionalFields`: `appleInstallUrl`. */
  async esimsIccidGet(
    iccid: string,
    accept?: string | null,
    additionalFields?: string | null,
    options?: CallOptions,
  ): Promise<Result<ESIMDetailsResponse>> {
    return this.#caller.call(
      {
        name: 'esimsIccidGet',
        method: 'GET',
        path: `/esims/${segment('iccid', iccid)}`,
        query: { additionalFields },
        accept,
        effect: 'none',
        about: { iccid },
        // With a field that is not known, that may be what is wrong.
        ...((additionalFields ?? '') === '' ? { only: 'iccid' } : {}),
        read: readJson(esimDetails),
      },
      options,
    );
  }

  /** `GET /esims/{iccid}/history`: it has no assignment ids, so it cannot say which of two bundles of a name it means. */
  async esimsIccidHistoryGet(
    iccid: string,
    accept?: string | null,
    options?: CallOptions,
  ): Promise<Result<ESIMHistory>> {
    return this.#caller.call(
      {
        name: 'esimsIccidHistoryGet',
        method: 'GET',
        path: `/esims/${segment('iccid', iccid)}/history`,
        accept,
        effect: 'none',
        about: { iccid },
        only: 'iccid',
        read: readJson(esimHistory),
      },
      options,
    );
  }

  /** `GET /esims/{iccid}/location`: where it was seen last. */
  async esimsIccidLocationGet(
    iccid: string,
    accept?: string | null,
    options?: CallOptions,
  ): Promise<Result<LocationResponse>> {
    return this.#caller.call(
      {
        name: 'esimsIccidLocationGet',
        method: 'GET',
        path: `/esims/${segment('iccid', iccid)}/location`,
        accept,
        effect: 'none',
        about: { iccid },
        only: 'iccid',
        read: readJson(location),
      },
      options,
    );
  }

  /** `GET /esims/{iccid}/refresh`: disconnects the user. A GET by its name only, and never repeated by itself. */
  async esimsIccidRefreshGet(
    iccid: string,
    accept?: string | null,
    options?: CallOptions,
  ): Promise<Result<StatusMessage>> {
    return this.#caller.call(
      {
        name: 'esimsIccidRefreshGet',
        method: 'GET',
        path: `/esims/${segment('iccid', iccid)}/refresh`,
        accept,
        effect: 'more',
        about: { iccid },
        read: readJson(statusMessage),
      },
      options,
    );
  }

  /**
   * `POST /esims/{iccid}/sms`. Never repeated by itself: each time is another message.
   * @throws InvalidInputError unless the message has 1 to 160 characters.
   */
  async esimsIccidSmsPost(
    iccid: string,
    contentType?: string | null,
    accept?: string | null,
    esimsIccidSmsPostRequest?: EsimsIccidSmsPostRequest | null,
    options?: CallOptions,
  ): Promise<Result<StatusMessage>> {
    return this.#caller.call(
      {
        name: 'esimsIccidSmsPost',
        method: 'POST',
        path: `/esims/${segment('iccid', iccid)}/sms`,
        contentType,
        accept,
        body: checkedSms(esimsIccidSmsPostRequest),
        effect: 'more',
        about: { iccid },
        read: readJson(statusMessage),
      },
      options,
    );
  }

  /**
   * `PUT /esims`: sets the customer reference, the one free text of an eSIM. As parameters or as an object; it is sent as
   * both, because the vendor documents both.
   * @throws InvalidInputError where something is missing or the two contradict each other.
   */
  async esimsPut(
    contentType?: string | null,
    accept?: string | null,
    iccid?: string | null,
    customerRef?: string | null,
    updateSimDetails?: UpdateSimDetails | null,
    options?: CallOptions,
  ): Promise<Result<StatusMessage>> {
    const details = checkedUpdate({ iccid, customerRef }, updateSimDetails ?? {});
    return this.#caller.call(
      {
        name: 'esimsPut',
        method: 'PUT',
        path: '/esims',
        query: details,
        contentType,
        accept,
        body: details,
        effect: 'same',
        about: { iccid: details.iccid },
        read: readJson(statusMessage),
      },
      options,
    );
  }
}
