/** By the English name, as the table of symbols has it; names that are the same in German are left out. */
const NAMES: ReadonlyMap<string, string> = new Map(
  `
police station = Polizeiwache
digipeater = Digipeater
telephone = Telefon
DX cluster = DX-Cluster
HF gateway = KW-Gateway
small aircraft = Kleinflugzeug
mobile satellite station = mobile Satellitenstation
wheelchair = Rollstuhl
snowmobile = Schneemobil
red cross = Rotes Kreuz
boy scouts = Pfadfinder
house = Haus
red dot = roter Punkt
fire = Feuer
campground = Campingplatz
motorcycle = Motorrad
railroad engine = Lokomotive
car = Auto
file server = Dateiserver
hurricane forecast = Hurrikanvorhersage
aid station = Sanitätsstation
BBS = Mailbox
canoe = Kanu
event = Ereignis
farm vehicle = Traktor
grid square = Locatorfeld
TCP/IP station = TCP/IP-Station
school = Schule
user at a PC = jemand am PC
NTS station = NTS-Station
balloon = Ballon
police = Polizei
recreational vehicle = Wohnmobil
space shuttle = Raumfähre
bus = Bus
ATV = Quad
weather service site = Wetterdienst
helicopter = Hubschrauber
sailboat = Segelboot
DF station = Peilstation
post office = Post
large aircraft = Großflugzeug
weather station = Wetterstation
dish antenna = Parabolantenne
ambulance = Rettungswagen
bicycle = Fahrrad
incident command post = Einsatzleitung
fire department = Feuerwehr
horse = Pferd
fire truck = Feuerwehrauto
glider = Segelflugzeug
hospital = Krankenhaus
island = Insel
jeep = Jeep
truck = Lastwagen
Mic-E repeater = Mic-E-Relais
node = Knoten
emergency operations center = Krisenstab
dog = Hund
grid square 128 m = Locatorfeld 128 m
repeater = Relais
ship = Schiff
truck stop = Autohof
semi-trailer truck = Sattelzug
van = Kleinbus
water station = Wasserstelle
yagi at home = Yagi zu Hause
emergency = Notfall
bank = Bank
power plant = Kraftwerk
gateway = Gateway
crash site = Unfallstelle
cloudy = bewölkt
snow = Schnee
church = Kirche
girl scouts = Pfadfinderinnen
house (HF) = Haus (KW)
unknown position = Ort unbekannt
destination = Ziel
circle = Kreis
network node = Netzknoten
gas station = Tankstelle
hail = Hagel
park = Park
advisory = Warnhinweis
railroad = Eisenbahn
info kiosk = Infostand
hurricane = Hurrikan
box = Kasten
blowing snow = Schneetreiben
coast guard = Küstenwache
depot = Depot
smoke = Rauch
freezing rain = Eisregen
snow shower = Schneeschauer
haze = Dunst
rain shower = Regenschauer
lightning = Blitze
Kenwood handheld = Kenwood-Handfunkgerät
lighthouse = Leuchtturm
navigation buoy = Boje
rocket = Rakete
parking = Parkplatz
earthquake = Erdbeben
restaurant = Gaststätte
satellite = Satellit
thunderstorm = Gewitter
sunny = sonnig
weather service = Wetteramt
pharmacy = Apotheke
radio = Funkgerät
wall cloud = Mauerwolke
GPS device = GPS-Gerät
aircraft = Flugzeug
weather site = Wettermessstelle
rain = Regen
ARRL or ARES = ARRL oder ARES
blowing dust = Staubsturm
civil defense = Zivilschutz
DX spot = DX-Meldung
sleet = Schneeregen
funnel cloud = Trichterwolke
gale flags = Sturmflaggen
ham store = Funkgeschäft
point of interest = Sehenswürdigkeit
work zone = Baustelle
special vehicle = Sonderfahrzeug
area = Fläche
value sign = Tafel mit Zahl
triangle = Dreieck
small circle = kleiner Kreis
partly cloudy = teils bewölkt
restrooms = Toiletten
flooding = Überschwemmung
wreck = Wrack
shelter = Notunterkunft
fog = Nebel
laptop = Laptop
hotel = Hotel
person = Person
tornado = Tornado
`
    .trim()
    .split('\n')
    .map((line) => line.split(' = ') as [string, string]),
);

/** `car with overlay 3`: a name, and what is drawn over the symbol. */
const OVERLAID = /^(.*?) with overlay(?: (.))?$/;

/** @param english as `symbolName` gives it; the two characters of a symbol without a name stay */
export function germanSymbol(english: string): string {
  const known = NAMES.get(english);
  if (known !== undefined) return known;
  const [, digit] = /^circle (\d)$/.exec(english) ?? [];
  if (digit !== undefined) return `Kreis ${digit}`;
  const [, name, overlay = ''] = OVERLAID.exec(english) ?? [];
  return name === undefined ? english : `${NAMES.get(name) ?? name} mit Zeichen ${overlay}`.trimEnd();
}
