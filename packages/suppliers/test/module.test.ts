import 'reflect-metadata';
import { Container } from 'inversify';
import { expect, it } from 'vitest';
import { betatelSupplier, esimGoSupplier, supplierIdentifiers, suppliersModule } from '@holdall/suppliers';

it('binds every supplier of the host, also of two modules', () => {
  const container = new Container();
  const named = (name: string) => betatelSupplier({ apiKey: 'k', userId: 'u', name });
  const inventory = {
    inventoryGet: () => Promise.resolve({ data: {} }),
    inventoryRefundPost: () => Promise.resolve(),
  };
  container.load(suppliersModule(named('east'), named('west')), suppliersModule(esimGoSupplier({ inventory })));
  const names = container.getAll(supplierIdentifiers.supplier).map(({ name }) => name);
  expect(names).toEqual(['east', 'west', 'esim-go']);
});
