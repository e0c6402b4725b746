/** What is said to a person in one language and another, with the dates and times of their region. */
import { describe, expect, it } from 'vitest';
import { isolating } from '../../src/main/app/say.ts';
import { textsFor, type Texts } from '../../src/main/app/texts.ts';
import { whenOf, type When } from '../../src/main/app/times.ts';
import { at, now, zone } from './builders.ts';

interface Sample {
  readonly texts: Texts;
  /** A local time in Berlin; now is Wednesday 25 November, 14:10. */
  readonly when: (local: string) => When;
}

const sampleOf = (locale: string): Sample => ({
  texts: textsFor(locale),
  when: (local) => whenOf(at(local), now, { zone, locale }),
});

/** Newer and older tables of the world's forms differ in which space stands before AM. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe.each<[what: string, say: (sample: Sample) => string, readonly [locale: string, text: string][]]>([
  [
    'a time today',
    ({ texts, when }) => texts.confirmation.scheduled(when('2026-11-25T15:10')),
    [
      ['en-GB', 'Scheduled for today at 15:10.'],
      ['en-US', 'Scheduled for today at 3:10 PM.'],
      ['de-DE', 'Geplant für heute um 15:10.'],
      ['fr-FR', 'Planifié pour aujourd’hui à 15:10.'],
      ['es-ES', 'Programado para hoy a las 15:10.'],
      ['es-MX', 'Programado para hoy a las 3:10 p.m.'],
      ['it-IT', 'Programmato per oggi alle 15:10.'],
      ['nl-NL', 'Gepland voor vandaag om 15:10.'],
      ['ja-JP', '今日の15:10に予定しました。'],
      ['sv-SE', 'Planerat till i dag kl. 15:10.'],
      ['zh-Hans-CN', '已安排在今天 15:10。'],
      ['da-DK', 'Planlagt til i dag kl. 15.10.'],
      ['ar-AE', 'تم تحديد الموعد: اليوم الساعة 3:10 م.'],
      ['zh-Hant-TW', '已排定於今天下午3:10 進行。'],
      ['nb-NO', 'Planlagt til i dag kl. 15:10.'],
      ['he-IL', 'מתוכנן להיום בשעה 15:10.'],
      ['pl-PL', 'Zaplanowano: dziś o 15:10.'],
      ['ko-KR', '오늘 오후 3:10에 예약되었습니다.'],
      ['fi-FI', 'Tämä alkaa tänään klo 15.10.'],
      ['cs-CZ', 'Naplánováno: dnes v 15:10.'],
      ['pt-BR', 'Agendado: começa hoje às 15:10.'],
      ['tr-TR', 'Bugün saat 15:10 için planlandı.'],
    ],
  ],
  [
    'a time on a day of this week',
    ({ texts, when }) => texts.withoutAsking.at(when('2026-11-27T17:00')),
    [
      ['en-GB', 'Runs without asking on Friday at 17:00'],
      ['en-US', 'Runs without asking on Friday at 5:00 PM'],
      ['de-DE', 'Startet am Freitag um 17:00 ohne Nachfrage'],
      ['fr-FR', 'Démarre sans confirmation vendredi à 17:00'],
      ['es-ES', 'Se inicia sin preguntar el viernes a las 17:00'],
      ['it-IT', 'Si avvia senza chiedere venerdì alle 17:00'],
      ['nl-NL', 'Start op vrijdag om 17:00 zonder te vragen'],
      ['ja-JP', '金曜日の17:00に確認なしで開始します'],
      ['sv-SE', 'Startar utan att fråga på fredag kl. 17:00'],
      ['zh-Hans-CN', '将于星期五 17:00 开始，不再询问'],
      ['da-DK', 'Starter uden at spørge på fredag kl. 17.00'],
      ['ar-AE', 'سيبدأ دون سؤال يوم الجمعة الساعة 5:00 م'],
      ['zh-Hant-TW', '將於星期五下午5:00 開始，不再詢問'],
      ['nb-NO', 'Starter uten å spørre fredag kl. 17:00'],
      ['he-IL', 'יתחיל ללא שאלה ביום שישי בשעה 17:00'],
      ['pl-PL', 'Rozpocznie się bez pytania w piątek o 17:00'],
      ['ko-KR', '금요일 오후 5:00에 확인 없이 시작됩니다'],
      ['fi-FI', 'Alkaa kysymättä perjantaina klo 17.00'],
      ['cs-CZ', 'Spustí se bez dotazu v pátek v 17:00'],
      ['pt-BR', 'Começa sem perguntar na sexta-feira às 17:00'],
      ['tr-TR', 'Cuma günü saat 17:00 itibarıyla sorulmadan başlar'],
    ],
  ],
  [
    'a date further away',
    ({ texts, when }) => texts.withoutAsking.at(when('2026-12-24T17:00')),
    [
      ['en-US', 'Runs without asking on Thursday, December 24 at 5:00 PM'],
      ['de-DE', 'Startet am Donnerstag, 24. Dezember um 17:00 ohne Nachfrage'],
      ['de-CH', 'Startet am Donnerstag, 24. Dezember um 17:00 ohne Nachfrage'],
      ['fr-FR', 'Démarre sans confirmation le jeudi 24 décembre à 17:00'],
      ['es-ES', 'Se inicia sin preguntar el jueves 24 de diciembre a las 17:00'],
      ['it-IT', 'Si avvia senza chiedere giovedì 24 dicembre alle 17:00'],
      ['nl-NL', 'Start op donderdag 24 december om 17:00 zonder te vragen'],
      ['ja-JP', '12月24日木曜日の17:00に確認なしで開始します'],
      ['sv-SE', 'Startar utan att fråga torsdag 24 december kl. 17:00'],
      ['zh-Hans-CN', '将于12月24日星期四 17:00 开始，不再询问'],
      ['da-DK', 'Starter uden at spørge torsdag 24. december kl. 17.00'],
      ['ar-EG', 'سيبدأ دون سؤال يوم الخميس ٢٤ ديسمبر الساعة ٥:٠٠ م'],
      ['zh-Hant-TW', '將於12月24日星期四下午5:00 開始，不再詢問'],
      ['nb-NO', 'Starter uten å spørre torsdag 24. desember kl. 17:00'],
      ['he-IL', 'יתחיל ללא שאלה ביום חמישי, 24 בדצמבר בשעה 17:00'],
      ['pl-PL', 'Rozpocznie się bez pytania w czwartek, 24 grudnia o 17:00'],
      ['ko-KR', '12월 24일 목요일 오후 5:00에 확인 없이 시작됩니다'],
      ['fi-FI', 'Alkaa kysymättä torstaina 24. joulukuuta klo 17.00'],
      ['cs-CZ', 'Spustí se bez dotazu ve čtvrtek 24. prosince v 17:00'],
      ['pt-BR', 'Começa sem perguntar na quinta-feira, 24 de dezembro, às 17:00'],
      ['tr-TR', '24 Aralık Perşembe günü saat 17:00 itibarıyla sorulmadan başlar'],
    ],
  ],
  [
    'a button for tomorrow',
    ({ texts, when }) => texts.button.run(when('2026-11-26T08:30')),
    [
      ['en-GB', 'Run Tomorrow at 08:30'],
      ['en-US', 'Run Tomorrow at 8:30 AM'],
      ['de-DE', 'Morgen um 08:30 starten'],
      ['fr-FR', 'Démarrer demain à 08:30'],
      ['es-ES', 'Iniciar mañana a las 8:30'],
      ['it-IT', 'Avvia domani alle 08:30'],
      ['nl-NL', 'Start morgen om 08:30'],
      ['ja-JP', '明日8:30に開始'],
      ['sv-SE', 'Starta i morgon kl. 08:30'],
      ['zh-Hans-CN', '明天 08:30 开始'],
      ['da-DK', 'Start i morgen kl. 08.30'],
      ['zh-Hant-TW', '明天上午8:30 開始'],
      ['nb-NO', 'Start i morgen kl. 08:30'],
      ['ko-KR', '내일 오전 8:30에 시작'],
      ['fi-FI', 'Aloita huomenna klo 8.30'],
      ['pt-BR', 'Iniciar amanhã às 08:30'],
      ['tr-TR', 'Yarın 08:30 için planla'],
    ],
  ],
  [
    'one hour',
    ({ texts }) => texts.choice.in(60),
    [
      ['en-GB', 'In 1 hour'],
      ['de-DE', 'In 1 Stunde'],
      ['fr-FR', 'Dans 1 heure'],
      ['es-ES', 'En 1 hora'],
      ['it-IT', 'Tra 1 ora'],
      ['nl-NL', 'Over 1 uur'],
      ['ja-JP', '1時間後'],
      ['ko-KR', '1시간 후'],
      ['pt-BR', 'Em 1 hora'],
    ],
  ],
  [
    'two days, in which German bends the word',
    ({ texts }) => texts.choice.in(2880),
    [
      ['en-GB', 'In 2 days'],
      ['de-DE', 'In 2 Tagen'],
      ['he-IL', 'בעוד יומיים'],
      ['cs-CZ', 'Za 2 dny'],
    ],
  ],
  [
    'two days as a length',
    ({ texts }) => texts.dialog.about(2880),
    [
      ['en-GB', 'About 2 days'],
      ['de-DE', 'Etwa 2 Tage'],
    ],
  ],
  [
    'hours and minutes left',
    ({ texts }) => texts.warning.countdown({ kind: 'minutes', minutes: 121 }),
    [
      ['en-GB', 'in 2 hours and 1 minute'],
      ['de-DE', 'in 2 Stunden und 1 Minute'],
      ['fr-FR', 'dans 2 heures et 1 minute'],
      ['es-ES', 'en 2 horas y 1 minuto'],
      ['it-IT', 'tra 2 ore e 1 minuto'],
      ['nl-NL', 'over 2 uur en 1 minuut'],
      ['ja-JP', '2時間1分後'],
      ['sv-SE', 'om 2 timmar och 1 minut'],
      ['zh-Hans-CN', '2 小时 1 分钟后'],
      ['ar-AE', 'بعد ساعتين ودقيقة واحدة'],
      ['zh-Hant-TW', '2 小時 1 分鐘後'],
      ['he-IL', 'בעוד שעתיים ודקה אחת'],
      ['pl-PL', 'za 2 godziny i 1 minutę'],
      ['ko-KR', '2시간 1분 후'],
      ['fi-FI', '2 tunnin ja 1 minuutin kuluttua'],
      ['cs-CZ', 'za 2 hodiny a 1 minutu'],
      ['pt-BR', 'em 2 horas e 1 minuto'],
    ],
  ],
  [
    'no postponement left, one, two',
    ({ texts }) => [0, 1, 2].map(texts.dialog.deferrals).join(' / '),
    [
      ['en-GB', 'No postponements left / This is the last postponement / 2 postponements left'],
      ['de-DE', 'Kein weiterer Aufschub möglich / Dies ist der letzte Aufschub / Noch 2 Aufschübe möglich'],
      ['fr-FR', 'Plus aucun report possible / C’est le dernier report / Encore 2 reports possibles'],
      ['es-ES', 'No quedan aplazamientos / Este es el último aplazamiento / Quedan 2 aplazamientos'],
      ['it-IT', 'Nessun rinvio rimasto / Questo è l’ultimo rinvio / 2 rinvii rimasti'],
      ['nl-NL', 'Geen uitstel meer mogelijk / Dit is de laatste keer uitstel / Nog 2 keer uitstel mogelijk'],
      ['ja-JP', 'これ以上延期できません / 延期できるのは今回が最後です / あと2回延期できます'],
      ['zh-Hans-CN', '无法再推迟 / 这是最后一次推迟机会 / 还可推迟 2 次'],
      ['da-DK', 'Kan ikke udskydes igen / Kan udskydes en sidste gang / Kan udskydes 2 gange til'],
      ['ar-AE', 'لم يعد التأجيل ممكنًا / هذا هو التأجيل الأخير / بقي تأجيلان'],
      ['zh-Hant-TW', '無法再延後 / 這是最後一次延後的機會 / 還可以延後 2 次'],
      ['pl-PL', 'Nie można już odłożyć / To ostatnie odłożenie / Można odłożyć jeszcze 2 razy'],
      ['ko-KR', '더 이상 연기할 수 없습니다 / 이번이 마지막 연기입니다 / 2번 더 연기할 수 있습니다'],
      ['pt-BR', 'Nenhum adiamento restante / Este é o último adiamento / Restam 2 adiamentos'],
    ],
  ],
  [
    'hours of a day',
    ({ texts }) =>
      texts.ownTime.outsideAllowedHours([
        ['08:00', '12:00'],
        ['14:00', '18:00'],
      ]),
    [
      ['en-GB', 'On that day it can run between 08:00 and 12:00 or between 14:00 and 18:00.'],
      ['de-DE', 'An diesem Tag ist es zwischen 08:00 und 12:00 oder zwischen 14:00 und 18:00 möglich.'],
      ['ja-JP', 'この日は08:00から12:00の間または14:00から18:00の間に実行できます。'],
      ['zh-Hans-CN', '当天可在 08:00 到 12:00 之间或14:00 到 18:00 之间执行。'],
      ['fi-FI', 'Sinä päivänä tämä on mahdollista klo 08:00–12:00 tai klo 14:00–18:00.'],
    ],
  ],
  [
    'an app that has a name, and one that has none',
    ({ texts }) =>
      ['Keynote', null]
        .map((app) =>
          texts.hold({
            kind: 'held',
            what: 'question',
            since: now.toString(),
            until: null,
            reasons: [{ kind: 'app-in-front', app }],
          }),
        )
        .join(' / '),
    [
      ['en-GB', 'Waiting while Keynote is in front / Waiting while an app is in front'],
      ['de-DE', 'Wartet, solange Keynote im Vordergrund ist / Wartet, solange eine App im Vordergrund ist'],
      ['nb-NO', 'Venter mens Keynote ligger øverst / Venter mens en app ligger øverst'],
      ['tr-TR', 'Keynote önde olduğu sürece bekliyor / Bir uygulama önde olduğu sürece bekliyor'],
    ],
  ],
  [
    'a choice on the menu: title case is English',
    ({ texts, when }) =>
      texts.choice.menu(texts.choice['end-of-day'], texts.time.column(when('2026-11-26T17:30'))),
    [
      ['en-GB', 'End of the Day (Thu, 17:30)'],
      ['de-DE', 'Am Ende des Arbeitstags (Do, 17:30)'],
      ['ja-JP', '終業時（木 17:30）'],
    ],
  ],
])('%s', (_, say, expected) => {
  it.each(expected)('is in %s: %s', (locale, text) => {
    expect(plain(say(sampleOf(locale)))).toBe(text);
  });
});

it('puts a title into a sentence as it is, whatever signs it has', () => {
  const { texts, when } = sampleOf('en-GB');
  const title = "{time} '{{# <b>Update</b> |";
  expect(texts.warning.headline(false, title, when('2026-11-25T15:10'), false)).toBe(
    `${title} starts at 15:10`,
  );
});

it('says a line of facts with a capital letter at its beginning, whichever comes first', () => {
  const { texts, when } = sampleOf('en-GB');
  expect(texts.facts([texts.dialog.restarts, texts.dialog.by(when('2026-11-27T17:00'))])).toBe(
    'Your Mac restarts · by Friday, 17:00',
  );
});

it('keeps names apart from words that run to the left', () => {
  const values = isolating({ title: 'Slack 4.40', day: 'today', time: '15:10' });
  expect([values['title'], values['day'], values['time']]).toEqual([
    '\u2068Slack 4.40\u2069',
    'today',
    '15:10',
  ]);
});
