import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity('item')
export class Item {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar', unique: true }) key!: string;
  /** Uses per entry; null: without limit. */
  @Column({ type: 'integer', nullable: true }) maxUse!: number | null;
  @Column({ type: 'integer', nullable: true }) lifetimeInDays!: number | null;
  /** Items with the same group are limited together. */
  @Column({ type: 'varchar', nullable: true }) limitGroup!: string | null;
  @Column({ type: 'integer', nullable: true }) limit!: number | null;
  /** The item that must be held before this one can be got. */
  @Column({ type: 'integer', nullable: true }) prerequisiteId!: number | null;
}

/** Locked while something is decided about what the user may get. */
@Entity('account')
export class User {
  @PrimaryColumn({ type: 'varchar' }) id!: string;
}

@Entity('entry')
@Index(['userId', 'itemId'])
export class Entry {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar' }) userId!: string;
  @Column({ type: 'integer' }) itemId!: number;
  @Column({ type: 'varchar' }) status!: 'pending' | 'active' | 'inactive';
  @Column({ type: 'integer', default: 0 }) used!: number;
  @Column({ type: Date, nullable: true }) expires!: Date | null;
  @Column({ type: Date }) createdAt!: Date;
  @Column({ type: Date }) updatedAt!: Date;
}

@Entity('log')
@Index(['userId', 'at'])
export class Log {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar' }) userId!: string;
  @Column({ type: 'integer' }) entryId!: number;
  @Column({ type: 'varchar' }) type!: string;
  @Column({ type: 'integer' }) quantity!: number;
  @Column({ type: Date }) at!: Date;
}

const day = 24 * 60 * 60 * 1000;

/** What a new entry begins with. */
export const freshEntry = ({ lifetimeInDays }: Item, now: Date) => ({
  used: 0,
  expires: lifetimeInDays === null ? null : new Date(now.getTime() + lifetimeInDays * day),
  createdAt: now,
  updatedAt: now,
});
