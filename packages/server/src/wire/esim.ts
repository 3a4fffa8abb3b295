import { Type, type Static } from 'typebox';
import type { DifferencesReport, Operation, RefundQuote, Resolution, Sale } from '@holdall/esim-go';
import { minorToWire } from './money.js';
import { Id, JsonMap, model, orNull, ref, Seconds } from './schema.js';
import { SimpleUserResource, userToWire } from './user.js';

const Text = Type.String();
const Iccid = Type.String({ minLength: 18, maxLength: 20, pattern: '^[0-9]+$', description: '18 to 20 digits' });
const Bytes = Type.Integer({ minimum: 0, format: 'int64', description: 'Bytes' });
const To = Type.Unsafe<'inventory' | 'balance'>({ type: 'string', enum: ['inventory', 'balance'] });

export const EsimSaleRequest = model('EsimSaleRequest', {
  item_id: Id,
  iccid: Type.Optional(orNull(Iccid)),
});

export const EsimRefundRequest = model('EsimRefundRequest', {
  to: Type.Optional(To),
  /** Whether the eSIM may be lost with it: its last bundle, while it is not installed. */
  accept_return: Type.Optional(Type.Boolean()),
});

/** For a query: what `EsimRefundRequest` says in a body. */
export const refundWish = { to: Type.Optional(To), accept_return: Type.Optional(Type.Boolean()) };

const Problem = orNull(Type.Object({ code: Text, message: Text }));
const Price = orNull(Type.Object({ amount: Type.Number(), currency_code: Text }));

/** A bundle that was sold (beyond Knetik): what eSIM Go has of an inventory entry. */
export const EsimSaleResource = model('EsimSaleResource', {
  id: Text,
  user: ref(SimpleUserResource),
  user_inventory: orNull(Id),
  item_id: Id,
  bundle: Text,
  stage: Type.String({ description: 'held, ended, refunded, cancelled; or how far it is on its way' }),
  iccid: orNull(Text),
  assignment: orNull(Text),
  reference: orNull(Text),
  install: orNull(Type.Object({ smdp: orNull(Text), matching_id: orNull(Text), activation_code: orNull(Text) })),
  state: orNull(Type.String({ description: 'As the vendor spells it; null: not known yet' })),
  initial: orNull(Bytes),
  used: orNull(Bytes),
  paid: Price,
  refund: orNull(Type.Object({ to: To, returned: orNull(Text) })),
  problem: Problem,
  created_date: Seconds,
  updated_date: Seconds,
});

export const saleToWire = (sale: Sale): Static<typeof EsimSaleResource> => ({
  id: sale.id,
  user: userToWire(sale.user),
  user_inventory: sale.entry,
  item_id: sale.item,
  bundle: sale.bundle,
  stage: sale.stage,
  iccid: sale.iccid,
  assignment: sale.assignment,
  reference: sale.reference,
  install:
    sale.install === null
      ? null
      : {
          smdp: sale.install.smdp,
          matching_id: sale.install.matchingId,
          activation_code: sale.install.activationCode,
        },
  state: sale.meter?.state ?? null,
  initial: sale.meter?.initial ?? null,
  used: sale.meter?.used ?? null,
  paid:
    sale.paid === null
      ? null
      : { amount: minorToWire(sale.paid.amount, sale.paid.currency), currency_code: sale.paid.currency },
  refund: sale.refund === null ? null : { to: sale.refund.to, returned: sale.refund.returned },
  problem: sale.problem,
  created_date: seconds(sale.createdAt),
  updated_date: seconds(sale.updatedAt),
});

/** What a refund would bring back, or why nothing. */
export const EsimRefundQuoteResource = model('EsimRefundQuoteResource', {
  refundable: Type.Boolean(),
  to: To,
  reason: orNull(Type.String({ description: 'Permanent: decide by it. Null where it is refundable' })),
  message: orNull(Text),
  returns_esim: orNull(Type.Boolean()),
  bought_date: orNull(Seconds),
  until: orNull(Seconds),
});

export const quoteToWire = (quote: RefundQuote): Static<typeof EsimRefundQuoteResource> => ({
  refundable: quote.refundable,
  to: quote.to,
  reason: quote.why,
  message: quote.message,
  returns_esim: quote.returnsEsim,
  bought_date: quote.boughtAt === null ? null : seconds(quote.boughtAt),
  until: quote.until === null ? null : seconds(quote.until),
});

/** One write at the vendor's of which nobody knows what became: what waits for a human, with all that was found. */
export const EsimCaseResource = model('EsimCaseResource', {
  id: Text,
  kind: Text,
  sale: orNull(Text),
  arguments: JsonMap,
  evidence: JsonMap,
  findings: orNull(JsonMap),
  problem: Problem,
  attempts: Type.Integer({ minimum: 0 }),
  sent_date: Seconds,
});

export const caseToWire = (operation: Operation): Static<typeof EsimCaseResource> => ({
  id: operation.id,
  kind: operation.kind,
  sale: operation.sale,
  arguments: operation.args,
  evidence: operation.evidence,
  findings: operation.findings,
  problem: operation.problem,
  attempts: operation.attempts,
  sent_date: seconds(operation.sentAt),
});

/** How a human has found a case to be. */
export const EsimCaseResolution = model('EsimCaseResolution', {
  as: Type.Unsafe<'done' | 'refused' | 'again'>({ type: 'string', enum: ['done', 'refused', 'again'] }),
  /** With `done`, of an order or apply: which of the vendor's it was. */
  reference: Type.Optional(Text),
  /** With `done`, of anything else: what came of it. */
  outcome: Type.Optional(JsonMap),
  info: Type.Optional(Type.String({ maxLength: 1000 })),
});

/** How an operation that was a case stands now, and the sale that it held up. */
export const EsimResolutionResource = model('EsimResolutionResource', {
  id: Text,
  state: Text,
  problem: Problem,
  sale: orNull(ref(EsimSaleResource)),
});

export const resolutionToWire = ({ operation, sale }: Resolution): Static<typeof EsimResolutionResource> => ({
  id: operation.id,
  state: operation.state,
  problem: operation.problem,
  sale: sale === null ? null : saleToWire(sale),
});

export const EsimCasesResource = model('EsimCasesResource', { cases: Type.Array(ref(EsimCaseResource)) });

/** What one pass over all that was open came to. */
export const EsimReconcileResource = model('EsimReconcileResource', {
  looked: Type.Integer({ minimum: 0 }),
  finished: Type.Integer({ minimum: 0 }),
  failed: Type.Array(Type.Object({ id: Text, code: Text })),
});

/** Where the vendor's view and ours differ. What a difference tells beside its kind depends on that. */
export const EsimDifferencesResource = model('EsimDifferencesResource', {
  esims: Type.Integer({ minimum: 0 }),
  differences: Type.Array(
    Type.Unsafe<{ kind: string; [fact: string]: unknown }>({
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string', description: 'Permanent: decide by it' } },
      additionalProperties: true,
    }),
  ),
  failed: Type.Array(Type.Object({ id: Text, code: Text })),
});

export const differencesToWire = (report: DifferencesReport): Static<typeof EsimDifferencesResource> => ({
  esims: report.esims,
  differences: report.differences.map((one) => ({ ...one })),
  failed: report.failed.map(({ id, code }) => ({ id, code })),
});

/** Only where a bridge is mounted: nobody else's document has them. */
export const esimModels = [
  EsimCaseResolution,
  EsimCaseResource,
  EsimCasesResource,
  EsimDifferencesResource,
  EsimReconcileResource,
  EsimRefundQuoteResource,
  EsimRefundRequest,
  EsimResolutionResource,
  EsimSaleRequest,
  EsimSaleResource,
];

const seconds = (moment: number): number => Math.floor(moment / 1000);
