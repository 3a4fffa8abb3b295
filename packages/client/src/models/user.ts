/** In a path: an id, or `me` for the user of the token. */
export type UserId = number | string;

/** A user by id: a number where it reads as one of 32 bits, as Knetik's ids do; any other id is a text. */
export interface SimpleUserResource {
  readonly id: number | string;
  readonly username?: string;
  readonly display_name?: string;
  readonly avatar_url?: string;
}
