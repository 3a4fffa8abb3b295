import type { Bridge } from '@holdall/esim-go';
import type { AnyRoute } from '../route.js';
import { getEsimCases } from './get-esim-cases.js';
import { getEsimDifferences } from './get-esim-differences.js';
import { getEsimSale } from './get-esim-sale.js';
import { quoteEsimRefund } from './quote-esim-refund.js';
import { reconcileEsims } from './reconcile-esims.js';
import { refundEsimBundle } from './refund-esim-bundle.js';
import { resolveEsimCase } from './resolve-esim-case.js';
import { sellEsimBundle } from './sell-esim-bundle.js';

/** The operations on a bridge, in the order of the document. */
export const esimGoRoutes = (bridge: Bridge): readonly AnyRoute[] => [
  sellEsimBundle(bridge),
  getEsimSale(bridge),
  quoteEsimRefund(bridge),
  refundEsimBundle(bridge),
  getEsimCases(bridge),
  resolveEsimCase(bridge),
  reconcileEsims(bridge),
  getEsimDifferences(bridge),
];
