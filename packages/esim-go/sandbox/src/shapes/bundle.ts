import { decimal } from '../rules/money.js';
import type { Bundle } from '../world/bundle.js';

export const catalogueShape = (bundle: Bundle): object => ({
  name: bundle.name,
  description: bundle.description,
  groups: bundle.groups,
  countries: bundle.countries,
  dataAmount: bundle.dataAmount,
  duration: bundle.duration,
  speed: bundle.speed,
  autostart: bundle.autostart,
  unlimited: bundle.unlimited,
  roamingEnabled: bundle.roamingEnabled,
  price: decimal(bundle.price),
  billingType: bundle.billingType,
});

/** As /inventory shows it, without its lots. Data in MB. */
export const inventoryShape = (bundle: Bundle): object => ({
  countries: bundle.countries.map(({ iso }) => iso),
  data: bundle.dataAmount,
  duration: bundle.duration,
  durationUnit: bundle.durationUnit,
  autostart: bundle.autostart,
  unlimited: bundle.unlimited,
  speed: bundle.speed,
  allowances: [
    {
      type: 'DATA',
      service: 'Standard',
      description: bundle.description,
      amount: bundle.dataAmount,
      unit: 'MB',
      unlimited: bundle.unlimited,
    },
  ],
});
