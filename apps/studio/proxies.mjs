import { BlockList, isIP } from 'node:net';

/**
 * The proxies whose word is taken for who asks: addresses and networks (10.0.0.0/8), separated by commas.
 * @param {string} text
 * @throws Error where an entry is neither
 */
export function trusted(text) {
  const list = new BlockList();
  for (const entry of text.split(',').map((each) => each.trim())) {
    if (entry === '') continue;
    const [address = '', bits] = entry.split('/');
    const family = familyOf(address);
    const most = family === 'ipv4' ? 32 : 128;
    if (!family || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= most)))
      throw new Error(
        `ATELIER_TRUSTED_PROXIES, "${entry}": an address, as 127.0.0.1, or a network, as 10.0.0.0/8`,
      );
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/**
 * Puts into a request's headers who asks and under which name: what a trusted proxy says of it, and nothing that anybody else
 * says. `x-forwarded-for` is then one address.
 * @param {Pick<import('node:http').IncomingMessage, 'headers' | 'socket'>} request
 * @param {BlockList} proxies
 */
export function comeFrom({ headers, socket }, proxies) {
  const peer = bare(socket.remoteAddress ?? '');
  const forwarded = {
    for: headers['x-forwarded-for'],
    host: headers['x-forwarded-host'],
    proto: headers['x-forwarded-proto'],
  };
  for (const name of ['for', 'host', 'proto', 'port']) delete headers[`x-forwarded-${name}`];
  delete headers.forwarded;
  delete headers['x-real-ip'];
  headers['x-forwarded-for'] = peer;
  if (!isIn(peer, proxies)) return;
  // Each proxy adds whom it heard from at the end: the last one that is no proxy of ours is who asks.
  const hops = list(forwarded.for).map(bare).filter(isIP);
  headers['x-forwarded-for'] = hops.findLast((hop) => !isIn(hop, proxies)) ?? peer;
  const [host] = list(forwarded.host);
  if (host) headers.host = host;
  const [proto] = list(forwarded.proto);
  if (proto === 'http' || proto === 'https') headers['x-forwarded-proto'] = proto;
}

/** @param {string | string[] | undefined} value */
const list = (value) =>
  String(value ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);

/** An IPv4 address that came in as IPv6 is one. @param {string} address */
const bare = (address) => address.replace(/^::ffff:(?=\d+\.)/, '');

/** @param {string} address */
const familyOf = (address) =>
  ({ 4: /** @type {const} */ ('ipv4'), 6: /** @type {const} */ ('ipv6') })[isIP(address)];

/** @param {string} address @param {BlockList} proxies */
function isIn(address, proxies) {
  const family = familyOf(address);
  return family !== undefined && proxies.check(address, family);
}
