/** Parts of which the JSON Schemas (2020-12) of the document types are made. */
export const text = (maxLength: number, minLength = 0) => ({ type: 'string', minLength, maxLength }) as const;

/** RFC 3339. */
export const moment = { type: 'string', maxLength: 40, format: 'date-time' } as const;

export const list = (items: object) => ({ type: 'array', maxItems: 100, items }) as const;

/** Its properties and no others; required are all that are not `optional`. */
export const object = <P extends Readonly<Record<string, unknown>>>(properties: P, optional: readonly (keyof P)[] = []) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
