/** A usage-product inventory as the vendor shows it. Days are `yyyy-MM-dd`; null and absent: none. */
export interface UsageProductInventory {
  readonly id: number;
  readonly siteId?: number | null | undefined;
  readonly usageProductId?: number | null | undefined;
  readonly startDate?: string | null | undefined;
  readonly endDate?: string | null | undefined;
  readonly serviceId?: string | null | undefined;
  readonly productReferences?: readonly UsageProductReference[] | null | undefined;
  /** What else there is, also what is not in the vendor's page. */
  readonly [field: string]: unknown;
}

export interface UsageProductReference {
  readonly id: number;
  readonly productReference: string;
  readonly primary?: boolean;
  readonly [field: string]: unknown;
}

/** One like the vendor's example. */
export const usageProductInventory = (
  id: number,
  over: Partial<UsageProductInventory> = {},
): UsageProductInventory => ({
  id,
  siteId: 1,
  usageProductId: 1,
  startDate: '2019-08-24',
  endDate: '2019-08-24',
  supplierAccountId: 0,
  billByServiceId: false,
  serviceId: `service-${id}`,
  billable: true,
  inFlightOrder: false,
  externalOrderReference: 'string',
  externalNetworkOrderReference: 'string',
  pendingEndDate: '2019-08-24',
  usageCapEnabled: false,
  defaultUsageCap: 0,
  applySurcharges: false,
  productReferences: [
    {
      id,
      productReference: `reference-${id}`,
      primary: true,
      label: `Label ${id}`,
      startDate: '2019-08-24',
      endDate: '2019-08-24',
      userId: 'string',
      userEmail: 'string',
      costCentreCode: 'string',
      departmentCode: 'string',
      notes: 'string',
    },
  ],
  ...over,
});
