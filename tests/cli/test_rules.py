# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules at hand: terms, periods, numbers, tax, words and spellings, on published facts, dirty ones included."""
import csv
import unittest

from vasctl import CALENDAR, ROOT, run, strict


def ask(*arguments):
    status, out, _ = run('--json', *arguments)
    return status, strict(out)


class Terms(unittest.TestCase):
    def test_every_published_working_day_example(self):
        with open(f'{ROOT}/tests/data/working-day-examples.csv', encoding='utf-8') as file:
            examples = list(csv.DictReader(file))
        self.assertGreater(len(examples), 20)
        for example in examples:
            with self.subTest(example['start']):
                status, answer = ask('workdays', example['start'], example['days'], '--calendar', CALENDAR)
                self.assertEqual((status, answer['due']), (0, example['due']))
                self.assertFalse(answer['provisional'])

    def test_without_a_calendar_weekends_count_and_it_says_provisional(self):
        self.assertEqual(ask('workdays', '2020-01-10', '15')[1], {
            'start': '2020-01-10', 'due': '2020-01-31', 'moved': False, 'provisional': True})
        self.assertIn('provisional', run('workdays', '2020-01-10', '15')[1])

    def test_past_the_last_notice_it_says_provisional(self):
        self.assertTrue(ask('workdays', '2027-03-01', '5', '--calendar', CALENDAR)[1]['provisional'])

    def test_periods_by_the_civil_code(self):
        for start, count, unit, due, moved in (
                ('2021-03-01', '1', 'year', '2022-03-01', False),
                ('2024-02-29', '1', 'years', '2025-02-28', False),
                ('2020-10-01', '1', 'year', '2021-10-08', True),       # into a holiday
                ('2023-01-31', '1', 'months', '2023-02-28', False),
                ('2021-09-30', '1', 'day', '2021-10-08', True),
                ('2021-09-13', '5', 'days', '2021-09-18', False)):      # a Saturday that is worked
            with self.subTest(start=start, count=count, unit=unit):
                answer = ask('period', start, count, unit, '--calendar', CALENDAR)[1]
                self.assertEqual((answer['due'], answer['moved']), (due, moved))

    def test_wrong_use_is_status_2(self):
        for arguments in (('workdays', '2020-13-01', '1'), ('workdays', '2020-01-01', '-1'), ('workdays', '2020-01-01', '1.5'),
                          ('workdays', '2020-01-01'), ('period', '2020-01-01', '1', 'weeks'), ('period', 'x', '1', 'days')):
            with self.subTest(arguments):
                status, out, err = run(*arguments)
                self.assertEqual((status, out), (2, ''))
                self.assertTrue(err.startswith('vasctl: '), err)


class Numbers(unittest.TestCase):
    def judge(self, kind, text, status, **members):
        got, answer = ask('check', kind, text)
        self.assertEqual(got, status, answer)
        self.assertEqual({name: answer[name] for name in members}, members)

    def test_real_taxpayer_ids_are_valid(self):
        for text in ('914403001922038216', '91440300708461136T', '91330100799655058B', '91110000802100433B', '9152000071430580XT',
                     '91440300192317458F', '12100000425006133D', '91350100M000100Y43'):
            with self.subTest(text):
                self.judge('taxid', text, 0, result='valid', normalized=text)

    def test_dirt_around_a_taxpayer_id_is_taken_off(self):
        self.judge('taxid', '　９１４４０３００ 7084 61136t ', 0, result='valid', normalized='91440300708461136T')

    def test_wrong_taxpayer_ids_are_no(self):
        for text, result in (('914403001922038217', 'wrong-check'), ('914403009122038216', 'wrong-check'),
                             ('91440300192203821', 'old-form'), ('9144030019220382166', 'wrong-length'), ('', 'empty')):
            with self.subTest(text):
                self.judge('taxid', text, 0 if result == 'old-form' else 1, result=result)
        for letter in 'IOSVZ':
            with self.subTest(letter):
                self.assertEqual(run('check', 'taxid', f'9144030019220382{letter}6')[0], 1)

    def test_wrong_check_character_says_which_is_right(self):
        self.judge('taxid', '914403001922038217', 1, expected_check='6')

    def test_published_qr_texts(self):
        self.judge('fapiao', '01,04,4200161350,00015045,165106.00,20160501,48114255542168294433,DBFE,', 0, fapiao_kind='04',
                   code='4200161350', number='00015045', amount_fen=16510600, amount_is_total=False, date='2016-05-01', complete=True)
        self.judge('fapiao', '01,10,050003523456,29342181,104.72,20180613,02418567008427471889,1774,', 0, fapiao_kind='10', amount_fen=10472)
        self.judge('fapiao', '01,32,,23442000000014209621,112,20230215,,74AE', 0, fapiao_kind='32', amount_fen=11200, amount_is_total=True,
                   number='23442000000014209621', paper=False)

    def test_dirty_qr_texts(self):
        self.judge('fapiao', ' 01, 04, 4200161350 ,00015045, 64.9,2016-05-01,48114255542168294433', 0, amount_fen=6490, date='2016-05-01')

    def test_broken_qr_texts_are_no(self):
        for text in ('01,04', '01,99,4200161350,00015045,1.00,20160501,48114255542168294433,DBFE,',
                     '01,04,4200161350,0001504,1.00,20160501,48114255542168294433,DBFE,',
                     '01,04,4200161350,00015045,1.00,20161301,48114255542168294433,DBFE,', 'x' * 2000):
            with self.subTest(text[:40]):
                self.assertEqual(run('check', 'fapiao', text)[0], 1)

    def test_waybills(self):
        for text, normalized in (('SF1234567890123', 'SF1234567890123'), (' sf 1234 5678 90123', 'SF1234567890123'),
                                 ('123456789012', '123456789012'), ('SF123456789012', 'SF123456789012')):
            with self.subTest(text):
                self.judge('waybill', text, 0, normalized=normalized)
        for text in ('SF12345678901', 'SF12345678901234', '1234567890123', 'YT1234567890123', ''):
            with self.subTest(text):
                self.judge('waybill', text, 1, normalized=None)

    def test_mobiles(self):
        for text in ('13812341234', '+86 138-1234-1234', '0086 13812341234', '１３８１２３４１２３４'):
            with self.subTest(text):
                self.judge('mobile', text, 0, normalized='13812341234')
        for text in ('12812341234', '1381234123', '138123412345'):
            with self.subTest(text):
                self.judge('mobile', text, 1)

    def test_unknown_kind_is_wrong_use(self):
        self.assertEqual(run('check', 'passport', 'x')[0], 2)


class Sums(unittest.TestCase):
    def test_tax_split(self):
        self.assertEqual(ask('tax', '298.00', '6%')[1]['total'], {'gross_fen': 29800, 'net_fen': 28113, 'tax_fen': 1687})

    def test_totals_are_the_sums_of_the_lines(self):
        self.assertEqual(ask('tax', '29.80x12', '6%')[1]['total'], {'gross_fen': 35760, 'net_fen': 33732, 'tax_fen': 2028})
        self.assertEqual(ask('tax', '357.60', '6%')[1]['total']['tax_fen'], 2024)

    def test_bare_rate_is_refused(self):
        self.assertEqual(run('tax', '298.00', '6')[0], 2)

    def test_words(self):
        for amount, words in (('100.45', '壹佰圆肆角伍分'), ('298', '贰佰玖拾捌圆整')):
            with self.subTest(amount):
                self.assertEqual(ask('words', amount)[1]['words'], words)

    def test_pinyin_knows_surnames(self):
        answer = ask('pinyin', '单晓明')[1]
        self.assertIn('shanxiaoming', answer['readings'])
        self.assertIn('sxm', answer['initials'])


class Speech(unittest.TestCase):
    def test_no_command_and_an_unknown_one_are_wrong_use(self):
        for arguments in ((), ('nonsense',), ('--nonsense', 'queue')):
            with self.subTest(arguments):
                self.assertEqual(run(*arguments)[0], 2)

    def test_help_lists_every_command(self):
        status, out, _ = run('--help')
        self.assertEqual(status, 0)
        for name in ('import', 'queue', 'case', 'run', 'check-command', 'commands', 'workdays', 'period', 'tax', 'words', 'pinyin', 'init'):
            self.assertIn(f'\n  {name} ', out)


if __name__ == '__main__':
    unittest.main()
