/** GPX files as other programs write them: each may be extended. */
export const FOREIGN_GPX: readonly string[] = [
  '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"/>',
  '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"></gpx>',
  '<gpx></gpx >',
  // Windows line ends, a byte order mark, tracks without waypoints.
  '\ufeff<?xml version="1.0" encoding="UTF-8"?>\r\n<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">\r\n  <trk>\r\n    <name>é</name>\r\n  </trk>\r\n</gpx>\r\n',
  // A waypoint of the same name is theirs; comments that look like elements.
  `<?xml version="1.0"?>
<gpx version="1.1" creator="Xastir" xmlns="http://www.topografix.com/GPX/1/1" xmlns:g="urn:g">
  <!-- <trk></trk></gpx> -->
  <metadata><name>trip</name></metadata>
  <wpt lat="1.50" lon="2.5"><name>HOME</name><desc><![CDATA[</gpx> & <more>]]></desc></wpt>
  <!-- behind -->
  <wpt lat="1" lon="2"><name>HOME</name><extensions><g:src>onair waypoints</g:src></extensions></wpt>
  <rte><name>R</name></rte>
  <trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk>
  <extensions><g:x/></extensions>
</gpx>
`,
  // GPX 1.0 as GPSBabel writes it.
  `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.0" creator="GPSBabel" xmlns="http://www.topografix.com/GPX/1/0">
  <name>x</name>
  <time>2026-01-01T00:00:00Z</time>
  <bounds minlat="1" minlon="1" maxlat="2" maxlon="2"/>
  <rte/>
</gpx>`,
  '<!DOCTYPE gpx [<!ENTITY a "b">]>\n<gpx><?php x ?><extensions/></gpx><!-- end --><?end?>',
];

/** GeoJSON files as other programs write them: each may be extended. */
export const FOREIGN_GEOJSON: readonly string[] = [
  '{"type":"FeatureCollection","features":[]}',
  '\ufeff {\r\n "features" \t : [ ] ,\r\n "type" : "FeatureCollection"\r\n}',
  // Numbers and keys that JSON.parse would change; brackets in strings; a member that looks like ours.
  '{"bbox":[1,2,3,4],"x":{"features":[1,2]},"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"n":12345678901234567890.10,"a":1,"a":2,"s":"]}\\"[{\\\\","id":"onair:HOME"}} , {"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[1.0e0,-0]},"properties":{"name":"HOME"}}\n],"y":[{"features":[]}]}',
  '{"f\\u0065atures":[null , [1,[2]] , "a,b"],"type":"FeatureCollection"}',
  '{"features":[],"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":null}]}',
  `{"type":"FeatureCollection","features":[${'['.repeat(2000)}${']'.repeat(2000)}]}`,
];
