import type { Json, JsonObject } from '../../twin/merge-layers.ts';

export interface Field {
  path: string;
  kind: 'number' | 'choice' | 'switch' | 'json';
  options: string[];
  minimum?: number;
  maximum?: number;
  takesEffect: 'live' | 'restart';
}

export interface FieldGroup {
  path: string;
  fields: Field[];
}

interface Schema {
  type?: string;
  enum?: string[];
  properties?: Record<string, Schema>;
  minimum?: number;
  maximum?: number;
  takesEffect?: 'live' | 'restart';
}

/** More settings than this side by side are better written as JSON. */
const widestGroup = 20;

function kindOf({ type, enum: options }: Schema): Field['kind'] {
  if (options) return 'choice';
  if (type === 'boolean') return 'switch';
  return type === 'number' || type === 'integer' ? 'number' : 'json';
}

function fieldsIn(schema: Schema, path: string, effect: Field['takesEffect']): Field[] {
  const takesEffect = schema.takesEffect ?? effect;
  const parts = Object.entries(schema.properties ?? {});
  if (parts.length > 0 && parts.length <= widestGroup)
    return parts.flatMap(([key, part]) => fieldsIn(part, `${path}.${key}`, takesEffect));
  const { minimum, maximum, enum: options = [] } = schema;
  const bounds = { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
  return [{ path, kind: parts.length > 0 ? 'json' : kindOf(schema), options, ...bounds, takesEffect }];
}

/** The form that the settings' own schema describes. */
export function readFields(schema: object): FieldGroup[] {
  const { properties = {} } = schema as Schema;
  return Object.entries(properties).map(([path, part]) => ({ path, fields: fieldsIn(part, path, 'restart') }));
}

const isTree = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function valueAt(content: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = content;
  for (const key of path.split('.')) value = isTree(value) ? value[key] : undefined;
  return value;
}

/** The content with one value set, or taken out where `undefined`; what is left empty goes too. */
export function withValue(content: JsonObject, path: string, value: Json | undefined): JsonObject {
  const [key, ...rest] = path.split('.') as [string, ...string[]];
  const { [key]: old, ...others } = content;
  if (rest.length === 0) return value === undefined ? others : { ...content, [key]: value };
  const inner = withValue(isTree(old) ? old : {}, rest.join('.'), value);
  return Object.keys(inner).length === 0 ? others : { ...content, [key]: inner };
}
