import { z } from 'zod';
import type { Route } from './routes/route.js';
import { failure } from './schema/api.js';

const JSON_TYPE = 'application/json';

/** Requests and responses of the routes, from the schemas that check them (OpenAPI 3.1.1). */
export function openApiDocument(routes: readonly Route[], version: string): unknown {
  const registry = z.toJSONSchema(z.globalRegistry, {
    uri: (id) => `#/components/schemas/${id}`,
    io: 'input',
  });
  const schemas = Object.fromEntries(
    Object.entries(registry.schemas).map(([name, schema]) => [name, withoutMarks(schema)]),
  );
  return {
    openapi: '3.1.1',
    info: {
      title: 'onair air serve',
      version,
      description:
        'Air for tires. Pressures are psi above the air around. Events: GET /api/events, an event stream (SSE) whose ' +
        'numbered events can be had again with Last-Event-ID.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    components: {
      schemas,
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'onair' },
        key: { type: 'http', scheme: 'bearer', description: 'ONAIR_PANEL_KEY of the server, for programs.' },
      },
    },
    paths: pathsOf(routes),
  };
}

function pathsOf(routes: readonly Route[]): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return paths;
}

function operation(route: Route): unknown {
  const { method, path, summary, access, reply } = route;
  const type = reply === 'text' ? 'text/plain' : reply === 'stream' ? 'text/event-stream' : JSON_TYPE;
  const isText = reply === 'text' || reply === 'stream';
  return {
    operationId: `${method.toLowerCase()}-${path.replace(/^\//, '').replace(/[^a-z0-9]+/gi, '-')}`,
    summary,
    ...(access !== 'anybody' && { security: [{ cookie: [] }, { key: [] }] }),
    ...(route.method === 'POST' && {
      requestBody: { required: true, content: { [JSON_TYPE]: { schema: schemaOf(route.body) } } },
    }),
    responses: {
      200: {
        description: 'So it is.',
        content: { [type]: { schema: isText ? { type: 'string' } : schemaOf(reply) } },
      },
      default: { description: 'Refused, and why.', content: { [JSON_TYPE]: { schema: schemaOf(failure) } } },
    },
  };
}

/** A reference to a named schema; else the schema itself. */
function schemaOf(schema: z.ZodType): unknown {
  const id = z.globalRegistry.get(schema)?.id;
  return id === undefined ? withoutMarks(z.toJSONSchema(schema)) : { $ref: `#/components/schemas/${id}` };
}

/** A document has one dialect and its own anchors: those of single schemas have no effect in it. */
function withoutMarks(schema: object): object {
  const { $schema: _, $id: __, id: ___, ...rest } = schema as Record<string, unknown>;
  return rest;
}
