import five from 'johnny-five';

/** What Johnny-Five has, and its types (`@types/johnny-five` 2.1) do not tell. */
interface Untyped {
  readonly Leds: new (pins: readonly number[]) => five.Led;
  readonly Motor: new (options: { readonly pin: number }) => five.Motor;
  readonly Motion: new (options: { readonly controller: string; readonly pin: string }) => five.Motion;
  readonly ReflectanceArray: new (options: {
    readonly emitter: number;
    readonly pins: readonly string[];
    readonly freq: number;
  }) => NodeJS.EventEmitter & { enable(): void };
  readonly Sensor: { readonly Digital: typeof five.Sensor };
  readonly Thermometer: new (options: {
    readonly controller: string;
    readonly pin?: number;
    readonly address?: number;
    readonly freq?: number;
  }) => five.Thermometer;
}

export const untyped = five as unknown as Untyped;
