import { defineMessages } from '../i18n/messages.ts';

export const consentMessages = defineMessages(
  {
    title: (app: string) => `Let ${app} into your account?`,
    lead: (email: string) => `You are signed in as ${email}.`,
    asks: 'It asks to',
    goesTo: (host: string) => `After your answer you go to ${host}.`,
    later: 'You can shut it out again at any time under “Apps” in your account.',
    allow: 'Let it in',
    deny: 'Do not let it in',
    goneTitle: 'This request is over.',
    gone: 'It was answered already or waited too long. Begin again in the app.',
    goOn: (host: string) => `On to ${host}`,
    thanks: 'Your answer is taken.',
  },
  {
    title: (app: string) => `क्या ${app} को अपने खाते में आने दें?`,
    lead: (email: string) => `आप ${email} से साइन इन हैं।`,
    asks: 'यह ऐप चाहता है',
    goesTo: (host: string) => `आपके उत्तर के बाद आप ${host} पर जाएँगे।`,
    later: 'आप खाते में “ऐप” के नीचे यह अनुमति कभी भी वापस ले सकते हैं।',
    allow: 'आने दें',
    deny: 'न आने दें',
    goneTitle: 'यह अनुरोध समाप्त हो गया।',
    gone: 'इसका उत्तर दिया जा चुका है या बहुत देर हो गई। ऐप में फिर से शुरू करें।',
    goOn: (host: string) => `${host} पर आगे`,
    thanks: 'आपका उत्तर ले लिया गया।',
  },
);
