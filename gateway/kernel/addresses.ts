import ipaddr from 'ipaddr.js';

/**
 * Whoever has one IPv6 address has a network of them (RFC 4291 section 2.5.4), which counts as one place; an IPv4 address is a place,
 * also in IPv6's form. What is no address stays as it is.
 */
export function placeOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const known = ipaddr.process(address);
  return known.kind() === 'ipv6' ? `${Buffer.from(known.toByteArray().slice(0, 8)).toString('hex')}/64` : `${known}`;
}

/** One machine, in one spelling: a whole site shares a network, and its people are not to wait for each other. */
export const exactAddress = (address: string): string =>
  ipaddr.isValid(address) ? `${ipaddr.process(address)}` : address;

export const isLoopbackAddress = (address = ''): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
