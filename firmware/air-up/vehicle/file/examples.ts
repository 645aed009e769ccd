/** Vehicle files that everybody has: shown by `onair air vehicle --example NAME`, used as `--vehicle example:NAME`. */

const JEEP = `# A Jeep with a trailer: four 35 in tires and two 31 in ones, an ARB twin under
# the hood, one hose that is carried from tire to tire.
# Lines that begin with # are notes. Numbers take a unit: 38 psi, 2.6 bar, 260 kPa.

vehicle: Jeep with trailer
units: psi                 # of bare numbers here and on the screen: psi, bar, kPa
altitude: 0 m              # where you air up; a gauge counts from the air around it
aim: cold                  # cold: right for cool air (placards); settled: at once

tires:                     # in the order in which you carry the hose
  FL: { size: 35x12.5R17, max: 50 }   # max is printed on the sidewall: read yours!
  FR: { size: 35x12.5R17, max: 50 }
  RL: { size: 35x12.5R17, max: 50 }
  RR: { size: 35x12.5R17, max: 50 }
  TL: { size: 31x10.5R15, max: 65 }   # trailer
  TR: { size: 31x10.5R15, max: 65 }

presets:                   # a tire that is not named is left alone
  street: { FL: 38, FR: 38, RL: 38, RR: 38, TL: 50, TR: 50 }
  trail: { FL: 12, FR: 12, RL: 12, RR: 12, TL: 20, TR: 20 }
  jeep: { FL: 38, FR: 38, RL: 38, RR: 38 }

outlets: one-hose          # one-hose, manifold, or lists: [[FL, FR], [RL, RR]]
vent-valve: no             # yes: a second valve can let air out
hose: { length: 25 ft, bore: 1/4 in, chuck: open }   # or chuck: self-sealing
tank: none                 # for example 2 gal: the pump runs on while you walk

sensor:
  full-scale: 150 psi      # 0.5 to 4.5 V of a 5 V supply
  # calibration: { zero-ratio: 0.1, psi-per-ratio: 187.5 }   # onair air calibrate

pump:
  model: arb-twin          # or small-12v, or tables of your own
  switch: { by: mechanical, in: 90, out: 110, relay: yes }

battery:                   # measured at its posts
  volts: 13.8 V            # engine on
  cut: 11.8 V              # the pump waits below
  back: 12.4 V             # and goes on above
`;

const SMALL_PUMP = `# A small pump of the 2.5 CFM class with a duty that must be kept, from its rating plate.

vehicle: Hatchback
units: bar
tires:
  FL: { size: 205/55R16, max: 3.5 }
  FR: { size: 205/55R16, max: 3.5 }
  RL: { size: 205/55R16, max: 3.5 }
  RR: { size: 205/55R16, max: 3.5 }
presets:
  street: 2.4              # one number: every tire
  sand: 1.2

outlets: one-hose
vent-valve: yes
hose: { length: 5 m, bore: 6 mm }
sensor: { full-scale: 10 bar }

pump:
  title: lighter-plug pump
  flow:                    # free air at the pressure that the pump works against
    0 psi: 2.5 cfm
    29 psi: 1.8 cfm
    60 psi: 1.4 cfm
    100 psi: 1.0 cfm
    150 psi: 0 cfm         # the last line: here it stands against its own pressure
  current:
    0 psi: 18 A
    100 psi: 30 A
  duty: { share: 40 %, longest-run: 4 min }
  switch: { by: mechanical, in: 5.5, out: 7.0, relay: yes }

battery: { volts: 13.5 V, cut: 12.0 V, back: 12.5 V }
limits: { tolerance: 0.03, max-time: 20 min }
`;

/** Vehicle files that come with the program, by their name: `example:jeep`. */
export const VEHICLE_EXAMPLES: Readonly<Record<string, string>> = { jeep: JEEP, 'small-pump': SMALL_PUMP };
