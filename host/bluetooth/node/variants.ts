import type { Variant } from '@jellybrick/dbus-next';
import type { VariantValue } from '../bus.js';

type VariantClass = typeof Variant;

/** Converts our variants to the library's. */
export function withVariants(value: unknown, type: VariantClass): unknown {
  if (Array.isArray(value)) return value.map((each) => withVariants(each, type));
  if (typeof value !== 'object' || value === null) return value;
  if (isVariantValue(value)) return new type(value.signature, withVariants(value.value, type));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withVariants(each, type)]));
}

/** Unpacks the library's variants. */
export function withoutVariants(value: unknown, type: VariantClass): unknown {
  if (value instanceof type) return withoutVariants(value.value, type);
  if (Array.isArray(value)) return value.map((each) => withoutVariants(each, type));
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutVariants(each, type)]));
}

function isVariantValue(value: object): value is VariantValue {
  return 'signature' in value && 'value' in value && typeof value.signature === 'string';
}
