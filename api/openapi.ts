import { z } from 'zod';
import { JSON_TYPE, PROBLEM_TYPE } from './answers.ts';
import { scopes } from './auth.ts';
import { Problem, phraseOf } from './problems.ts';
import { responsesOf } from './route.ts';
import type { Route } from './route.ts';

type Json = Readonly<Record<string, unknown>>;
type Schema = z.core.JSONSchema.BaseSchema;

/** Where named schemas are collected: `components.schemas`. */
type Components = Map<string, Schema>;

const [JSON_MEDIA, PROBLEM_MEDIA] = [JSON_TYPE, PROBLEM_TYPE].map((type) => type.split(';')[0] ?? type);

/** The OpenAPI 3.1 document of these routes, made of the schemas that parse and check them. */
export function openApiDocument(routes: readonly Route[]): Json {
  const components: Components = new Map();
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.url.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Holdfast',
      version: '1',
      description:
        'Holds an order while it waits to be paid. Amounts are minor units, instants ISO 8601 in UTC, durations ISO 8601.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries(components),
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: `An API key. Scopes: ${scopes.join(', ')}.` },
      },
    },
  };
}

function operationOf(route: Route, components: Components): Json {
  const { scope, summary, method, body, bodyAs } = route;
  const wanted = scope === 'open' ? [] : [scope].flat();
  const described = { summary, operationId: operationIdOf(route), tags: [route.url.split('/')[2] ?? 'v1'] };
  return {
    ...described,
    ...(wanted.length > 0 ? { description: `Scope: ${wanted.join(' or ')}.` } : {}),
    security: wanted.length > 0 ? [{ apiKey: [] }] : [],
    parameters: [...parametersOf(route, components), ...(method === 'GET' || bodyAs ? [] : [idempotencyKey])],
    ...(body
      ? {
          requestBody: {
            required: !acceptsNothing(body),
            content: {
              ...contentOf(JSON_MEDIA, body, components, 'input'),
              ...(route.csv ? { 'text/csv': { schema: { type: 'string' } } } : {}),
            },
          },
        }
      : {}),
    responses: answersOf(route, components),
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and request answers the same result for 7 days.',
  schema: { type: 'string', maxLength: 255 },
} as const;

function acceptsNothing(body: z.ZodType): boolean {
  return body.safeParse({}).success;
}

/** `GET /v1/orders/:orderId/events` is `getOrdersByOrderIdEvents`: no two routes share one. */
function operationIdOf({ method, url }: Route): string {
  const words = url
    .split(/[/-]/)
    .slice(2)
    .map((word) => (word.startsWith(':') ? `by-${word.slice(1)}` : word));
  const pascal = words
    .join('-')
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return method.toLowerCase() + pascal.join('');
}

function parametersOf({ params, query }: Route, components: Components): Json[] {
  return [...parametersIn('path', params, components), ...parametersIn('query', query, components)];
}

function parametersIn(
  place: 'path' | 'query',
  schema: z.ZodType | undefined,
  components: Components,
): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, components, 'input');
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function answersOf(route: Route, components: Components): Json {
  const answers = Object.entries(responsesOf(route)).map(([status, schema]) => {
    const isSuccess = Number(status) < 300;
    const media = isSuccess ? (route.produces ?? JSON_MEDIA) : PROBLEM_MEDIA;
    const content = status === '204' ? {} : { content: contentOf(media, schema, components, 'output') };
    return [status, { description: phraseOf(Number(status)), ...content }] as const;
  });
  const otherwise = {
    description: 'Something of ours is away (503) or broken (500).',
    content: contentOf(PROBLEM_MEDIA, Problem, components, 'output'),
  };
  return { ...Object.fromEntries(answers), default: otherwise };
}

function contentOf(
  media: string | undefined,
  schema: z.ZodType,
  components: Components,
  io: 'input' | 'output',
): Json {
  const isText = media === 'text/event-stream';
  return {
    [media ?? 'application/json']: {
      schema: isText ? { type: 'string' } : referenceTo(schema, components, io),
    },
  };
}

/** A named schema goes to the components once and is referred to; others stand where they are used. */
function referenceTo(schema: z.ZodType, components: Components, io: 'input' | 'output'): Schema {
  const name = schema.meta()?.id;
  const json = schemaOf(schema, components, io);
  if (name === undefined) return json;
  components.set(name, json);
  return { $ref: `#/components/schemas/${name}` };
}

function schemaOf(schema: z.ZodType, components: Components, io: 'input' | 'output'): Schema {
  const { $defs = {}, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  for (const [name, definition] of Object.entries($defs)) components.set(name, relocated(definition));
  return relocated(json);
}

/** The same schema with references to where OpenAPI keeps definitions, and without what only a file of its own has. */
function relocated({ $schema: _dialect, id: _name, ...schema }: Schema): Schema {
  const text = JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/');
  return JSON.parse(text);
}
