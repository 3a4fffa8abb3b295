interface Described {
  /** For whoever shows properties. */
  readonly field_list?: Readonly<Record<string, unknown>>;
  readonly description?: string;
  readonly friendly_name?: string;
  readonly options_url?: string;
  readonly option_label_path?: string;
  readonly option_value_path?: string;
}

interface TextLimits {
  readonly type: 'text' | 'formatted_text';
  readonly max_length?: number;
}

interface NumberLimits {
  readonly type: 'integer' | 'long' | 'double' | 'date';
  readonly min?: number;
  readonly max?: number;
}

interface NoLimits {
  readonly type: 'boolean';
}

interface FileLimits {
  readonly file_type?: string;
}

interface Counts {
  readonly min_count?: number;
  readonly max_count?: number;
}

/** Of each file of a group. */
interface GroupLimits extends FileLimits, Counts {
  /** In bytes. */
  readonly max_file_size?: number;
}

interface Pixels {
  readonly min_width?: number;
  readonly max_width?: number;
  readonly min_height?: number;
  readonly max_height?: number;
}

interface PlayingTime {
  readonly min_length?: number;
  readonly max_length?: number;
}

type MediaLimits =
  | ({ readonly type: 'file' } & FileLimits & Pick<GroupLimits, 'max_file_size'>)
  | ({ readonly type: 'image' } & FileLimits & Pixels)
  | ({ readonly type: 'audio' } & FileLimits & PlayingTime)
  | ({ readonly type: 'video' } & FileLimits & Pixels & PlayingTime)
  | ({ readonly type: 'file_group' } & GroupLimits)
  | ({ readonly type: 'image_group' } & GroupLimits & Pixels)
  | ({ readonly type: 'audio_group' } & GroupLimits & PlayingTime)
  | ({ readonly type: 'video_group' } & GroupLimits & Pixels & PlayingTime);

type ListLimits = { readonly type: 'list'; readonly value_definition?: ElementDefinition } & Counts;

interface MapLimits {
  readonly type: 'map';
  readonly properties?: readonly PropertyDefinitionResource[];
  readonly allow_additional?: boolean;
}

type Limits = TextLimits | NumberLimits | NoLimits | MediaLimits | ListLimits | MapLimits;

/** What a property of an item must be, told apart by `type`. */
export type PropertyDefinitionResource = Limits & Described & { readonly name: string; readonly required: boolean };

/** Of the elements of a list, whose names and whether they are required say nothing. */
export type ElementDefinition = Limits & Described & { readonly name?: string; readonly required?: boolean };
