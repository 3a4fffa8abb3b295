import { describe, expect, it } from 'vitest';
import { entriesInputFrom, type UnsupportedQueryError, wholeList, type Filter } from '@holdall/suppliers';

const text = (field: string, op: string, value: string | readonly string[]) =>
  ({ field, type: 'text', op, value }) as Filter;
const id = (value: string): Filter => ({ field: 'item', type: 'id', op: 'eq', value });
const day = (op: string, value: string) => ({ field: 'endsOn', type: 'day', op, value }) as Filter;
const asked = (...filters: readonly Filter[]) => entriesInputFrom({ ...wholeList, filters });

describe('several conditions on one field', () => {
  it.each<readonly [string, readonly Filter[], object | null]>([
    ['users', [text('user', 'in', ['a', 'b', 'a', 'c']), text('user', 'in', ['c', 'b'])], { users: ['c', 'b'] }],
    ['a user of some', [text('user', 'eq', 'a'), text('user', 'in', ['a', 'b'])], { users: ['a'] }],
    ['no user of both', [text('user', 'eq', 'a'), text('user', 'eq', 'b')], null],
    ['nobody', [text('user', 'in', [])], null],
    ['keys', [text('itemKey', 'in', ['a', 'b']), text('itemKey', 'eq', 'b')], { items: ['b'] }],
    ['an id and a key', [id('7'), text('itemKey', 'eq', 'b')], { item: 7, items: ['b'] }],
    ['the same id', [id('7'), id('07')], { item: 7 }],
    ['two ids', [id('7'), id('8')], null],
    ['no id', [id('0')], null],
    ['longer beginnings', [text('user', 'like', 'ab'), text('user', 'like', 'a')], { userPrefix: 'ab' }],
    ['beginnings of keys', [text('itemKey', 'like', 'a'), text('itemKey', 'like', 'ab')], { itemKeyPrefix: 'ab' }],
    ['other beginnings', [text('itemName', 'like', 'ab'), text('itemName', 'like', 'b')], null],
    ['names', [text('username', 'eq', 'Ann'), text('username', 'eq', 'Ann')], { username: 'Ann' }],
    ['two names', [text('username', 'eq', 'Ann'), text('username', 'eq', 'Bob')], null],
    [
      'ends',
      [day('gtn', '2026-01-01'), day('gt', '2026-01-02'), day('lte', '2026-01-09'), day('lt', '2026-01-06')],
      {
        ends: {
          from: new Date('2026-01-03T00:00:00.001Z'),
          before: new Date('2026-01-06T00:00:00.001Z'),
          never: false,
        },
      },
    ],
    [
      'ends or none',
      [day('gtn', '2026-01-04'), day('gtn', '2026-01-02')],
      { ends: { from: new Date('2026-01-05T00:00:00.001Z'), before: null, never: true } },
    ],
  ])('are what all of them leave: %s', (_name, filters, expected) => {
    expect(asked(...filters)).toEqual(expected && { ...asked(), ...expected });
  });

  it('without the inactive there are fewer, in whichever order it is said', () => {
    const flag = (value: boolean): Filter => ({ field: 'inactive', type: 'flag', op: 'eq', value });
    expect([asked(), asked(flag(true)), asked(flag(true), flag(false)), asked(flag(false), flag(true))]).toMatchObject([
      { inactive: true },
      { inactive: true },
      { inactive: false },
      { inactive: false },
    ]);
  });

  it('are refused where the engine has no such question, and so is what is no question of its own', () => {
    const refusedIn = (filters: readonly Filter[]) => {
      try {
        return asked(...filters);
      } catch (error) {
        return (error as UnsupportedQueryError).details.faults.map(({ path }) => path);
      }
    };
    expect(refusedIn([text('group', 'eq', 'a'), text('group', 'eq', 'b')])).toEqual(['group']);
    expect(refusedIn([text('username', 'like', 'a'), text('toString', 'eq', 'b')])).toEqual(['username', 'toString']);
    expect(asked(text('group', 'eq', 'a'), text('group', 'eq', 'a'))).toMatchObject({ group: 'a' });
  });
});
