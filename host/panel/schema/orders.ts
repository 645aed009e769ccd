import { z } from 'zod';

const name = z.string().min(1).max(40);

/** Orders of people at a phone, and of programs. */
const order = z.discriminatedUnion('order', [
  z.strictObject({ order: z.literal('start') }),
  z.strictObject({ order: z.literal('stop') }),
  z.strictObject({ order: z.literal('emergency-stop') }),
  z.strictObject({ order: z.literal('next') }).meta({ description: 'The hose is on the next tire.' }),
  z.strictObject({ order: z.literal('clear') }).meta({ description: 'The fault has been seen and mended.' }),
  z.strictObject({ order: z.literal('preset'), preset: name }),
  z.strictObject({ order: z.literal('direction'), kind: z.enum(['inflate', 'deflate']) }),
  z.strictObject({
    order: z.literal('target'),
    tire: name,
    psi: z.number().nullable().meta({ description: 'Null: leave this tire alone.' }),
  }),
]);

/** An order of a phone, checked. */
export type Order = z.infer<typeof order>;

/** An order, and the latest state that its sender has seen. */
export const orderBody = z
  .strictObject({
    order,
    seenMs: z
      .number()
      .optional()
      .meta({ description: '`atMs` of the newest state that you have seen. Not needed to stop.' }),
  })
  .meta({ id: 'Order' });

/** Orders that any phone may give, at any time: they stop the air. */
export const ANYBODYS: Readonly<Record<Order['order'], boolean>> = {
  stop: true,
  'emergency-stop': true,
  start: false,
  next: false,
  clear: false,
  preset: false,
  direction: false,
  target: false,
};

/** Whether the body of a request is a stop, from any client. */
export function stopsAir(body: unknown): boolean {
  const parsed = orderBody.safeParse(body);
  return parsed.success && ANYBODYS[parsed.data.order.order];
}
