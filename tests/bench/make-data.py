#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-data.py DIR [--accounts N] [--orders N] [--requests N] [--now DATE]: files for `vasctl import`, all of it invented.

The same numbers give the same files. Orders spread over the two years before --now, nine of ten are paid; requests cover one
to three paid orders of one account, the newest first. Names are common surnames and given names put together by chance.
"""
import argparse
import datetime
import os
import random

SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭单仇解区查翟盖乐'
GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红娥玲芬燕彬凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞晓小思雨子轩欣怡浩然'
CITIES = ('北京市海淀区', '上海市浦东新区', '广东省深圳市南山区', '浙江省杭州市西湖区', '四川省成都市武侯区')
PLANS = (
    # service, name, plan, plan name, days, uses, price
    ('viewers', '谁看过我的简历', 'viewers-30', '30 天', 30, '', '19.80'),
    ('viewers', '谁看过我的简历', 'viewers-90', '90 天', 90, '', '49.00'),
    ('rivals', '知己知彼', 'rivals-5', '5 次', 90, 5, '29.80'),
    ('secretary', '无忧小秘书', 'secretary-7', '7 天', 7, '', '9.90'),
    ('test', '职业偏好度测评', 'test-1', '1 次', 90, 1, '98.00'),
    ('navigator', '职业导航仪', 'navigator-1', '1 次', 365, 1, '198.00'),
    ('polish', '优化简历', 'polish-a', '三年以下', 90, 1, '298.00'),
    ('polish', '优化简历', 'polish-c', '八年以上', 90, 1, '998.00'),
)
ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'


def taxpayer_id(chance):
    """A made-up credit code whose two check characters are right."""
    body = [chance.randrange(10) for _ in range(8)]
    check = (11 - sum(w * v for w, v in zip((3, 7, 9, 10, 5, 8, 4, 2), body)) % 11) % 11
    organisation = ''.join(map(str, body)) + ('X' if check == 10 else str(check))
    first = '91' + chance.choice(('110108', '310115', '440305', '330106', '510107')) + organisation
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first))
    return first + ALPHABET[(31 - total % 31) % 31]


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), 'w', encoding='utf-8', newline='\n') as file:
        file.write(header + '\n')
        file.writelines(rows)


def accounts(chance, count):
    for i in range(count):
        name = chance.choice(SURNAMES) + ''.join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
        yield f'{80000000 + i},{name},1{chance.choice("3578")}{chance.randrange(10**9):09d},u{i}@example.com,2019-01-01T00:00:00Z\n'


def orders(chance, count, n_accounts, now, paid):
    start = now - datetime.timedelta(days=730)
    step = 730 * 86400 // count if count < 730 * 86400 else 1
    for i in range(count):
        plan = PLANS[chance.randrange(len(PLANS))]
        made = start + datetime.timedelta(seconds=i * step)
        account = chance.randrange(n_accounts)
        number = f'{made:%y%m%d}{i:08d}'
        head = f'{number},{80000000 + account},{plan[2]},{plan[6]},{made:%Y-%m-%dT%H:%M:%SZ}'
        if chance.random() < 0.9:
            at = made + datetime.timedelta(seconds=90)
            if at + datetime.timedelta(days=300) > now:
                paid.setdefault(account, []).append((number, plan[6]))
            yield f'{head},{at:%Y-%m-%dT%H:%M:%SZ},{"wechat" if i % 3 else "alipay"},\n'
        elif made + datetime.timedelta(days=30) < now:
            closed = made + datetime.timedelta(days=30)
            yield f'{head},,,{closed:%Y-%m-%dT%H:%M:%SZ}\n'
        else:
            yield f'{head},,,\n'


def requests(chance, count, paid, now):
    companies = [taxpayer_id(chance) for _ in range(2000)]
    have = sorted(paid)
    chance.shuffle(have)
    for i, account in enumerate(have[:count]):
        taken = paid[account][-chance.choice((1, 1, 1, 2, 3)):]
        listed = ';'.join(f'{number}={price}' for number, price in taken)
        company = i % 3
        title = f'company,示例{company_name(i)}有限公司,{companies[i % 2000]}' if company else 'personal,个人,'
        at = now - datetime.timedelta(minutes=chance.randrange(20 * 24 * 60))
        yield (f'{80000000 + account},{listed},{title},courier,{chance.choice(SURNAMES)}{chance.choice(GIVEN)},'
               f'138{chance.randrange(10**8):08d},{CITIES[i % 5]}示例路 {i % 999 + 1} 号,{at:%Y-%m-%dT%H:%M:%SZ}\n')


def company_name(i):
    return GIVEN[i % 2000 % len(GIVEN)] + GIVEN[i % 2000 // len(GIVEN) % len(GIVEN)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('folder')
    parser.add_argument('--accounts', type=int, default=100_000)
    parser.add_argument('--orders', type=int, default=1_000_000)
    parser.add_argument('--requests', type=int, default=20_000)
    parser.add_argument('--now', type=datetime.datetime.fromisoformat, default=datetime.datetime(2025, 9, 1, 1, 0))
    args = parser.parse_args()
    chance, paid = random.Random(217), {}
    os.makedirs(args.folder, exist_ok=True)
    write(args.folder, 'staff.csv', 'login,name,roles', (
        'import,导入员,administrator invoice-supervisor\n', 'wang,王芳,order-agent\n', 'li,李娜,invoice-clerk\n',
        'zhao,赵敏,invoice-clerk order-agent\n', 'sun,孙丽,invoice-supervisor\n'))
    write(args.folder, 'catalog.csv',
          'service_code,service_name,plan_code,plan_name,days,uses,item_name,tax_code,tax_rate,price,starts_at', (
              f'{p[0]},{p[1]},{p[2]},{p[3]},{p[4]},{p[5]},*信息技术服务*{p[1]},3040203000000000000,6%,{p[6]},2019-01-01\n' for p in PLANS))
    write(args.folder, 'accounts.csv', 'account_id,name,mobile,email,opened_at', accounts(chance, args.accounts))
    write(args.folder, 'orders.csv', 'number,account_id,plan,price,made_at,paid_at,channel,closed_at',
          orders(chance, args.orders, args.accounts, args.now, paid))
    write(args.folder, 'requests.csv',
          'account_id,orders,title_kind,title,taxpayer_id,delivery,recipient_name,recipient_mobile,recipient_address,requested_at',
          requests(chance, args.requests, paid, args.now))


if __name__ == '__main__':
    main()
