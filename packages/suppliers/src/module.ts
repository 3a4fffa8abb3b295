import { ContainerModule, type ServiceIdentifier } from 'inversify';
import type { SupplierInventory } from './port/supplier.js';

export const supplierIdentifiers = {
  /** Bound many times, once for each supplier: `container.getAll`. */
  supplier: Symbol.for('holdall.Supplier') as ServiceIdentifier<SupplierInventory>,
} as const;

/** The suppliers that a host has. A module can be loaded for each of them, or one for all. */
export const suppliersModule = (...suppliers: readonly SupplierInventory[]): ContainerModule =>
  new ContainerModule(({ bind }) => {
    for (const supplier of suppliers) bind(supplierIdentifiers.supplier).toConstantValue(supplier);
  });
