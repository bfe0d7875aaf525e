import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** 32 characters that nobody confuses when reading them aloud: no l, o, 0 or 1. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A password for a person to read and type: four groups of four characters, 80 random bits. */
export function generatePassword(): string {
  const letters = Array.from(randomBytes(16), (byte) => alphabet[byte & 31]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** Argon2id with the library's default cost: 19 MiB, two passes. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

let decoy: Promise<string> | undefined;

/**
 * Whether `password` belongs to `expected`. Without an expected hash (an unknown user) the same work is done and the
 * answer is no, so that the time taken does not tell which users exist.
 */
export async function verifyPassword(expected: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword(generatePassword());
  const matches = await verify(expected ?? (await decoy), password);
  return expected !== undefined && matches;
}
