/** What an admin might write, in a few languages: titles and messages of the gallery's deployments. */

/** Digests of the organisation's logos; the pictures lie beside this. */
export const lightLogo = 'a'.repeat(64);
export const darkLogo = 'd'.repeat(64);

export interface Sample {
  readonly restart: { readonly title: string; readonly message: string };
  readonly app: { readonly title: string; readonly message: string };
  readonly long: { readonly title: string; readonly message: string };
  readonly support: string;
}

const english: Sample = {
  restart: {
    title: 'Restart to finish updating macOS',
    message:
      'macOS 26.7 fixes security problems. Save your work; your windows come back afterwards. **[What’s new](https://example.com/new)**',
  },
  app: {
    title: 'Slack 4.40',
    message: 'The new version starts **faster** and repairs calls.',
  },
  long: {
    title:
      'Restart to finish installing the security update and the new version of the company’s network software',
    message: [
      'This update closes holes that are being *exploited at this moment*. It comes with the new network software, which replaces `CorpVPN 3`.',
      'Before you choose a time:',
      '- save and close what you are working on, also documents on [shared folders](https://example.com/shares);',
      '- connect your Mac to power;',
      '- leave it open until the login window appears.',
      'Afterwards:',
      '1. log in as usual;',
      '2. allow the new network extension, as [this page](https://example.com/extension) shows;',
      '3. sign in to the network software once.',
      'Your windows come back by themselves. If something does not work, write to **extension 4357**; please say when it happened and what you saw.',
    ].join('\n\n'),
  },
  support: 'Call the service desk at extension 4357, or write to help@example.com.',
};

const german: Sample = {
  restart: {
    title: 'Neustart zum Abschließen der macOS-Aktualisierung',
    message:
      'macOS 26.7 behebt Sicherheitslücken. Sichern Sie Ihre Arbeit; Ihre Fenster erscheinen danach wieder. **[Neue Funktionen](https://example.com/new)**',
  },
  app: {
    title: 'Slack 4.40',
    message: 'Die neue Version startet **schneller** und repariert Anrufe.',
  },
  long: {
    title:
      'Neustart zum Abschließen der Sicherheitsaktualisierung und der Netzwerkzugriffssoftware des Unternehmens',
    message: [
      'Diese Aktualisierung schließt Lücken, die *zurzeit ausgenutzt* werden. Mit ihr kommt die neue Netzwerkzugriffssoftware, die `CorpVPN 3` ersetzt.',
      'Bevor Sie einen Zeitpunkt auswählen:',
      '- Sichern und schließen Sie, woran Sie arbeiten, auch Dokumente in [freigegebenen Ordnern](https://example.com/shares).',
      '- Schließen Sie Ihren Mac an das Stromnetz an.',
      '- Lassen Sie ihn geöffnet, bis das Anmeldefenster erscheint.',
      'Danach:',
      '1. Melden Sie sich wie gewohnt an.',
      '2. Erlauben Sie die neue Netzwerkerweiterung, wie auf [dieser Seite](https://example.com/extension) gezeigt.',
      '3. Melden Sie sich einmal in der Netzwerkzugriffssoftware an.',
      'Ihre Fenster erscheinen von selbst wieder. Wenn etwas nicht funktioniert, wählen Sie die **Durchwahl 4357**.',
    ].join('\n\n'),
  },
  support:
    'Rufen Sie die IT-Servicestelle unter der Durchwahl 4357 an, oder schreiben Sie an help@example.com.',
};

const arabic: Sample = {
  restart: {
    title: 'إعادة التشغيل لإكمال تحديث macOS',
    message:
      'يعالج macOS 26.7 مشكلات أمنية. احفظ عملك؛ ستعود نوافذك بعد ذلك. **[ما الجديد](https://example.com/new)**',
  },
  app: { title: 'Slack 4.40', message: 'تبدأ النسخة الجديدة **أسرع** وتصلح المكالمات.' },
  long: {
    title: 'إعادة التشغيل لإكمال تثبيت التحديث الأمني والنسخة الجديدة من برنامج شبكة الشركة',
    message: [
      'يسد هذا التحديث ثغرات *يجري استغلالها الآن*. ويأتي معه برنامج الشبكة الجديد الذي يحل محل `CorpVPN 3`.',
      'قبل أن تختار وقتًا:',
      '- احفظ وأغلق ما تعمل عليه، بما في ذلك المستندات في [المجلدات المشتركة](https://example.com/shares).',
      '- صِل جهاز Mac بالطاقة.',
      'بعد ذلك:',
      '1. سجّل الدخول كالمعتاد.',
      '2. اسمح بامتداد الشبكة الجديد كما في [هذه الصفحة](https://example.com/extension).',
    ].join('\n\n'),
  },
  support: 'اتصل بمكتب الدعم على التحويلة 4357 أو اكتب إلى help@example.com.',
};

const hebrew: Sample = {
  ...english,
  restart: {
    title: 'הפעלה מחדש להשלמת עדכון macOS',
    message:
      'macOS 26.7 מתקן בעיות אבטחה. שמרו את העבודה; החלונות יחזרו לאחר מכן. **[מה חדש](https://example.com/new)**',
  },
};

const japanese: Sample = {
  ...english,
  restart: {
    title: 'macOS のアップデートを完了するために再起動',
    message:
      'macOS 26.7 はセキュリティの問題を修正します。作業内容を保存してください。ウインドウは再起動後に元に戻ります。**[新機能](https://example.com/new)**',
  },
};

const samples: Readonly<Record<string, Sample>> = {
  en: english,
  de: german,
  ar: arabic,
  he: hebrew,
  ja: japanese,
};

/** English where nobody wrote one. */
export const sampleIn = (language: string): Sample => samples[language.split('-')[0] ?? ''] ?? english;
