const BACKTICK = '`';

/**
 * Names of symbols by code (APRS101 appendix 2; WB4APR's symbolsX of 2018). What is missing has no meaning.
 */
export const PRIMARY: ReadonlyMap<string, string> = read(String.raw`
! police station
# digipeater
$ telephone
% DX cluster
& HF gateway
' small aircraft
( mobile satellite station
) wheelchair
* snowmobile
+ red cross
, boy scouts
- house
. X
/ red dot
0 circle 0
1 circle 1
2 circle 2
3 circle 3
4 circle 4
5 circle 5
6 circle 6
7 circle 7
8 circle 8
9 circle 9
: fire
; campground
< motorcycle
= railroad engine
> car
? file server
@ hurricane forecast
A aid station
B BBS
C canoe
E event
F farm vehicle
G grid square
H hotel
I TCP/IP station
K school
L user at a PC
M MacAPRS
N NTS station
O balloon
P police
R recreational vehicle
S space shuttle
T SSTV
U bus
V ATV
W weather service site
X helicopter
Y sailboat
Z WinAPRS
[ person
\ DF station
] post office
^ large aircraft
_ weather station
${BACKTICK} dish antenna
a ambulance
b bicycle
c incident command post
d fire department
e horse
f fire truck
g glider
h hospital
i island
j jeep
k truck
l laptop
m Mic-E repeater
n node
o emergency operations center
p dog
q grid square 128 m
r repeater
s ship
t truck stop
u semi-trailer truck
v van
w water station
x xAPRS
y yagi at home
`);

/** Names of the symbols of the alternate table, by their code. */
export const ALTERNATE: ReadonlyMap<string, string> = read(String.raw`
! emergency
# digipeater with overlay
$ bank
% power plant
& gateway
' crash site
( cloudy
) Firenet
* snow
+ church
, girl scouts
- house (HF)
. unknown position
/ destination
0 circle
8 network node
9 gas station
: hail
; park
< advisory
= railroad
> car
? info kiosk
@ hurricane
A box
B blowing snow
C coast guard
D depot
E smoke
F freezing rain
G snow shower
H haze
I rain shower
J lightning
K Kenwood handheld
L lighthouse
M MARS
N navigation buoy
O rocket
P parking
Q earthquake
R restaurant
S satellite
T thunderstorm
U sunny
V VORTAC
W weather service
X pharmacy
Y radio
[ wall cloud
\ GPS device
^ aircraft
_ weather site
${BACKTICK} rain
a ARRL or ARES
b blowing dust
c civil defense
d DX spot
e sleet
f funnel cloud
g gale flags
h ham store
i point of interest
j work zone
k special vehicle
l area
m value sign
n triangle
o small circle
p partly cloudy
r restrooms
s ship
t tornado
u truck
v van
w flooding
x wreck
y Skywarn
z shelter
{ fog
`);

function read(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => [line.charAt(0), line.slice(2)]),
  );
}
