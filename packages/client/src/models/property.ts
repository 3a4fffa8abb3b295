export interface TextProperty {
  readonly type: 'text' | 'formatted_text';
  readonly value: string;
}

/** A date is in Unix seconds. */
export interface NumberProperty {
  readonly type: 'integer' | 'long' | 'double' | 'date';
  readonly value: number;
}

export interface BooleanProperty {
  readonly type: 'boolean';
  readonly value: boolean;
}

export interface FileProperty {
  readonly type: 'file' | 'image' | 'audio' | 'video';
  readonly url: string;
  readonly crc?: string;
  readonly description?: string;
  readonly file_type?: string;
}

export interface FileGroupProperty {
  readonly type: 'file_group' | 'image_group' | 'audio_group' | 'video_group';
  readonly files: readonly FileProperty[];
}

export interface ListProperty {
  readonly type: 'list';
  readonly values: readonly Property[];
}

export interface MapProperty {
  readonly type: 'map';
  readonly map: Readonly<Record<string, Property>>;
}

/** The value of a property, told apart by `type`. */
export type Property =
  TextProperty | NumberProperty | BooleanProperty | FileProperty | FileGroupProperty | ListProperty | MapProperty;

/** The 17 types of properties. */
export type PropertyType = Property['type'];
