/** The Transport header of SETUP (RFC 2326 12.39), as far as a camera with one unicast track needs it. */
export type RtspTransport =
  | { kind: 'tcp'; rtpChannel: number; rtcpChannel: number }
  | { kind: 'udp'; clientRtpPort: number; clientRtcpPort: number };

/** The first transport in the client's order of preference that we speak; undefined if there is none. */
export function parseTransport(header: string): RtspTransport | undefined {
  for (const offer of header.split(',').slice(0, 8)) {
    const [profile = '', ...parameters] = offer.trim().split(';');
    const named = new Map(parameters.map((one) => splitParameter(one.trim())));
    if (named.has('multicast') || (named.get('mode') ?? 'play').toLowerCase() !== 'play') continue;
    const transport = readOffer(profile.toUpperCase(), named);
    if (transport) return transport;
  }
  return undefined;
}

function splitParameter(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 0) return [text.toLowerCase(), ''];
  return [text.slice(0, equals).toLowerCase(), text.slice(equals + 1).replace(/^"(.*)"$/, '$1')];
}

function readOffer(profile: string, named: Map<string, string>): RtspTransport | undefined {
  if (profile === 'RTP/AVP/TCP') {
    const channels = parsePair(named.get('interleaved') ?? '0-1', 0, 255);
    return channels && { kind: 'tcp', rtpChannel: channels[0], rtcpChannel: channels[1] };
  }
  if (profile !== 'RTP/AVP' && profile !== 'RTP/AVP/UDP') return undefined;
  const ports = parsePair(named.get('client_port') ?? '', 1024, 65_535);
  return ports && { kind: 'udp', clientRtpPort: ports[0], clientRtcpPort: ports[1] };
}

/** "5000-5001", or "5000" which means the pair that starts there. */
function parsePair(text: string, lowest: number, highest: number): [number, number] | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const second = match[2] === undefined ? first + 1 : Number(match[2]);
  const valid = first >= lowest && second >= lowest && first <= highest && second <= highest && first !== second;
  return valid ? [first, second] : undefined;
}
