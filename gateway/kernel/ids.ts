import { randomBytes } from 'node:crypto';

/** A new id: 20 lower-case base-32 characters, 100 random bits; safe in topics, URLs and file names. */
export function createId(): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  return Array.from(randomBytes(20), (byte) => alphabet[byte & 31]).join('');
}
