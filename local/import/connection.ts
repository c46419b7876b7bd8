import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { UsageError } from './usage-error.ts';

/** The file in which the local hub leaves its address and tokens. */
const localHub = fileURLToPath(new URL('../../.motcua/local.json', import.meta.url));

const schema = z.object({ apiUrl: z.string(), tokens: z.object({ operator: z.string() }) });

type Connection = { apiUrl: string; token: string };

/** The hub to send to: as given, the rest from the local hub's file. */
export const findConnection = async (given: Partial<Connection>, file = localHub): Promise<Connection> => {
  const { apiUrl, token } = given;
  if (apiUrl !== undefined && token !== undefined) return { apiUrl, token };
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new UsageError(
      'no hub to send to: give --api-url and --token, or start the local hub with npm start',
    );
  try {
    const local = schema.parse(JSON.parse(text));
    return { apiUrl: apiUrl ?? local.apiUrl, token: token ?? local.tokens.operator };
  } catch {
    throw new UsageError(
      `${file} holds no address and operator token: start the local hub again with npm start`,
    );
  }
};
