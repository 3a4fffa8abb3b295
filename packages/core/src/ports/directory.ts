/** What the host knows about its users and Holdall does not: needed only for the list filters that ask for it. */
export interface Directory {
  /** The id of the user with exactly this name; null if there is none. */
  userNamed(username: string): Promise<string | null>;
  /** The ids of the members of the group with this unique name. */
  membersOf(group: string): Promise<readonly string[]>;
}
