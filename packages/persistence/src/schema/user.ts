import { text, type Table } from './table.js';

/** What a unit of work locks, where that is not the whole database. The empty name: what belongs to no user. */
export type UserRow = { readonly user_id: string };

export const userTable: Table<UserRow> = {
  name: 'holdall_user',
  columns: { user_id: text },
  key: ['user_id'],
};
