/// <reference types="astro/client" />

declare namespace Cloudflare {
  interface Env {
    API: Fetcher;
    ASSETS: Fetcher;
    SITE_ORIGIN: string;
  }
}

declare namespace App {
  interface Locals {
    language: import('./features/i18n/language.ts').Language;
    sampleCompany?: Promise<boolean>;
    /** Only pages about one visitor ask it anything; see keepPrivate. */
    session: import('./features/session/session.ts').Session;
  }
}
