import { momentFilter, textFilter } from '../api/filter.js';
import type { Operation } from '../api/operation.js';
import { choiceIn, pageIn, pageOf } from '../api/query.js';
import { first, type ApiRequest } from '../api/request.js';
import { ok } from '../api/response.js';
import { listOf } from '../shapes/list.js';
import type { Esim } from '../world/esim.js';

const columns = ['iccid', 'customerRef', 'lastAction', 'actionDate', 'assignedDate'] as const;
type Column = (typeof columns)[number];
/** The description's enum has one broken value, which is all that the generated client can send: any column. */
const anyColumn = columns.join(', ');

export const esimsGet: Operation = {
  id: 'esimsGet',
  method: 'GET',
  path: '/esims',

  reads: (world, request) => {
    const size = Number(choiceIn(request, 'perPage', ['10', '25', '50', '100']));
    const direction = choiceIn(request, 'direction', ['asc', 'desc']) === 'asc' ? 1 : -1;
    choiceIn(request, 'orderBy', ['iccid']);
    const matches = filterIn(request);
    const rows = Object.values(world.esims)
      .filter((esim) => esim.holder === 'organisation' && matches(esim))
      .sort((a, b) => (a.iccid < b.iccid ? -direction : direction));
    const { settings } = world;
    return ok({
      esims: listOf(settings, pageOf(rows, { page: pageIn(request), size }).map(shapeOf)),
      ...(settings.shapes.esimsPaging
        ? { pageCount: Math.ceil(rows.length / size), pageSize: size, rows: rows.length }
        : {}),
    });
  },
};

const filterIn = (request: ApiRequest): ((esim: Esim) => boolean) => {
  const filter = first(request, 'filter');
  if (filter === undefined || filter === '') return () => true;
  const filterBy = choiceIn(request, 'filterBy', [anyColumn, ...columns]);
  if (filterBy !== anyColumn) return columnFilter(filterBy as Column, filter);
  const texts = (['iccid', 'customerRef', 'lastAction'] as const).map((column) => columnFilter(column, filter));
  return (esim) => texts.some((matches) => matches(esim));
};

const columnFilter = (column: Column, filter: string): ((esim: Esim) => boolean) => {
  const moment = column === 'actionDate' || column === 'assignedDate';
  const matches = moment ? momentFilter(filter) : textFilter(filter);
  return (esim) => matches(esim[column]);
};

const shapeOf = ({ iccid, customerRef, lastAction, actionDate, physical, assignedDate }: Esim): object => ({
  iccid,
  customerRef,
  lastAction,
  actionDate,
  physical,
  assignedDate,
});
