import { z } from 'zod';

/** A gauge pressure, psi, rounded to what a sensor resolves. */
const psi = z.number().meta({ description: 'Gauge pressure, psi.' });
const name = z.string().max(40);

/** The presets, tires and pump of a vehicle, and their state: everything that the panel shows. */
export const airState = z
  .object({
    vehicle: z.string(),
    units: z.enum(['psi', 'bar', 'kPa']).meta({ description: 'Of the screen; the API speaks psi.' }),
    stage: z.enum(['waiting', 'running', 'ended', 'fault']),
    headline: z.string().meta({ description: 'What is happening, in plain words.' }),
    board: z.object({
      port: z.string(),
      connected: z.boolean(),
      problem: z.string().nullable(),
      todo: z.string().nullable(),
    }),
    fault: z
      .object({
        code: z.string(),
        title: z.string(),
        todo: z.string(),
        reason: z.string(),
        tire: name.nullable(),
      })
      .nullable()
      .meta({ description: 'All valves are shut until somebody has cleared it.' }),
    plan: z.object({
      kind: z.enum(['inflate', 'deflate']),
      preset: name.nullable(),
      canDeflate: z.boolean(),
      holdToFill: z.boolean().meta({ description: 'Air moves only while a phone is held.' }),
    }),
    presets: z.array(z.object({ name, targets: z.record(name, psi) })),
    tires: z.array(
      z.object({
        name,
        targetPsi: psi.nullable().meta({ description: 'Null: this tire is left alone.' }),
        leastPsi: psi,
        mostPsi: psi,
        startPsi: psi.nullable(),
        finalPsi: psi.nullable(),
        status: z.enum(['left-out', 'waiting', 'next', 'now', 'done', 'past', 'left-alone', 'stopped']),
        words: z.string().meta({ description: 'The status for people; empty for a tire that waits.' }),
      }),
    ),
    outlets: z.array(
      z.object({
        tire: name,
        phase: z.string(),
        words: z.string(),
        readingPsi: psi.nullable().meta({ description: "Of the sensor: not the tire's while air flows." }),
        tirePsi: psi.nullable().meta({ description: 'Settled while shut, calculated while air flows.' }),
        targetPsi: psi.nullable(),
        flowing: z.boolean(),
        leftMs: z.number().nullable(),
      }),
    ),
    question: z
      .object({
        code: z.enum(['same-tire', 'axle']).meta({
          description:
            'same-tire: the hose reads like the tire just filled; axle: far from the other tire of its axle.',
        }),
        tire: name.meta({ description: 'The tire that the hose should be on.' }),
        other: name.meta({ description: 'The tire that it is compared with.' }),
        text: z.string().meta({ description: 'The question, in plain words.' }),
        answers: z.array(z.object({ order: z.enum(['next', 'stop']), text: z.string() })).meta({
          description: 'Orders that answer it. Who moves the hose need not answer.',
        }),
      })
      .nullable()
      .meta({ description: 'What a person is asked; no valve opens before the answer.' }),
    unproven: z.string().nullable().meta({
      description:
        'While nothing runs: fill valves that nothing has shown to shut since a fault or a job that was cut short, in plain words.',
    }),
    hose: name.nullable().meta({ description: 'The tire to put the hose on now.' }),
    next: name.nullable().meta({ description: 'The tire that comes after this one.' }),
    pump: z.object({
      running: z.boolean(),
      resting: z.boolean(),
      starts: z.int(),
      runMs: z.number(),
      words: z.string(),
    }),
    battery: z.object({ volts: z.number().nullable(), low: z.boolean() }),
    held: z.boolean().meta({ description: 'A phone is held, or none has to be.' }),
  })
  .meta({ id: 'AirState' });

/** The state of the air, for a phone. */
export type AirState = z.infer<typeof airState>;

/** The result of a job for one tire. */
const tireRecord = z.object({
  name,
  startPsi: psi.nullable(),
  targetPsi: psi,
  finalPsi: psi.nullable(),
  outcome: z.string().nullable(),
  valveCycles: z.int(),
  elapsedMs: z.number(),
  finalCoolPsi: psi.nullable().optional().meta({ description: 'What that becomes when the air has cooled.' }),
  volumeL: z
    .number()
    .optional()
    .meta({ description: 'Air space, from what the pump put in; good to a third.' }),
});

/** One job of the history. */
export const jobRecord = z
  .object({
    id: z.string(),
    vehicle: z.string(),
    kind: z.string(),
    preset: name.nullable(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    stopReason: z
      .string()
      .nullable()
      .meta({ description: 'done, stopped, a fault, or unfinished: the program ended in the middle of it.' }),
    reason: z.string().nullable().meta({ description: 'Of a fault: the figures that led to it.' }),
    tires: z.array(tireRecord),
    unproven: z.array(z.int().nonnegative()).optional().meta({
      description:
        'Outlets of the vehicle, from 0, whose fill valve a fault has left unproven, or a job without an end: no pulse since has shown that it shuts. Of the newest job only.',
    }),
    celsius: z.number().optional().meta({ description: 'Of the air outside, where somebody said it.' }),
    ambientPsi: z
      .number()
      .optional()
      .meta({ description: 'Of the air outside, absolute, from the altitude.' }),
  })
  .meta({ id: 'JobRecord' });

/** A finished job in the history. */
export type JobRecord = z.infer<typeof jobRecord>;

/** An event, as a sentence for people. */
export const happening = z
  .object({
    time: z.iso.datetime(),
    kind: z.string(),
    text: z.string(),
    urgent: z.boolean().meta({ description: 'Somebody must act now.' }),
  })
  .meta({ id: 'Happening' });

/** Something that happened, as a sentence for people, with its time. */
export type Happening = z.infer<typeof happening>;
