import type { Hono } from 'hono';
import type { GatewayApp } from '../gateway-context.ts';

export function registerDocumentation(_app: Hono<GatewayApp>): void {}
