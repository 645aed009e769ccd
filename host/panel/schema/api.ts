import { z } from 'zod';
import { airState, happening, jobRecord } from './air.js';

/** The phone in control, and the one that requests it. */
export const controlState = z.object({
  holder: z
    .string()
    .nullable()
    .meta({ description: 'The phone that commands; null: the first order takes it.' }),
  asked: z
    .object({ by: z.string(), leftMs: z.number() })
    .nullable()
    .meta({ description: 'Who asks for it; it goes over when the time is up.' }),
});

/** Which phone has control, and which one asks for it. */
export type ControlState = z.infer<typeof controlState>;

/** Everything that a phone shows, sent whenever it changes. */
export const panelState = z
  .object({
    atMs: z.number().meta({ description: "The server's own time: give it back with your order." }),
    time: z.iso.datetime(),
    phones: z.int(),
    control: controlState,
    air: airState,
  })
  .meta({ id: 'PanelState' });

/** Everything that a phone shows. */
export type PanelState = z.infer<typeof panelState>;

/** Readings of the last minutes, one column for each outlet. */
export const samples = z
  .object({
    atMs: z.array(z.number()),
    outlets: z.array(
      z.object({
        psi: z.array(z.number().nullable()).meta({ description: 'Of the sensor.' }),
        tirePsi: z.array(z.number().nullable()),
        targetPsi: z.array(z.number().nullable()),
      }),
    ),
  })
  .meta({ id: 'Samples' });

/** Whether this phone is let in. */
export const sessionState = z
  .object({
    name: z.string().nullable().meta({ description: 'What this phone is called; null: not paired yet.' }),
  })
  .meta({ id: 'Session' });

/** The code that a person has typed; left out on the computer itself, which needs none. */
export const pairBody = z.strictObject({ code: z.string().max(20).optional() }).meta({ id: 'Pair' });

/** One message of a finger on a button that moves air only while pressed. */
export const holdBody = z
  .strictObject({
    hold: z
      .string()
      .max(40)
      .optional()
      .meta({ description: 'Left out: begins a hold, which moves nothing yet.' }),
  })
  .meta({ id: 'Hold' });

/** The answer that the next message of this hold must contain. */
export const holdReply = z.object({ hold: z.string() }).meta({ id: 'Held' });

/** Whether the phone in control gives it to the one that asks. */
export const answerBody = z.strictObject({ give: z.boolean() }).meta({ id: 'Answer' });

/** The jobs so far, and what has happened lately. */
export const historyReply = z
  .object({ jobs: z.array(jobRecord), recent: z.array(happening) })
  .meta({ id: 'History' });

/** The answer to an order that was carried out. */
export const done = z.object({ ok: z.literal(true) }).meta({ id: 'Done' });
/** The body of an order that needs none. */
export const nothing = z.strictObject({}).meta({ id: 'Nothing' });

/** The body of every refusal and error. */
export const failure = z
  .object({ error: z.object({ code: z.string(), message: z.string(), hint: z.string() }) })
  .meta({ id: 'Failure' });
