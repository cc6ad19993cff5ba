/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Periods as the Civil Code counts them (民法典, articles 201 to 203): the day a period begins on is not counted; one of months or years
 * ends on the same day of the month, or on the month's last where it has no such day; a last day that is not a working day gives way to
 * the next one that is; and the last day ends at 24:00, whatever the business hours. Pure functions; any thread. */

#include "vas-period.h"

static VasDate
end_on (VasCalendar *calendar,
        VasDate      nominal,
        gboolean    *moved,
        gboolean    *provisional)
{
  VasDate last = vas_calendar_next_working_day (calendar, nominal, provisional);

  if (moved != NULL)
    *moved = last != nominal;
  return last;
}

/**
 * vas_period_end_days:
 * @first: the day the period begins on; not counted
 * @days: its length, at least 0
 * @moved: (out) (optional): TRUE where the last day was no working day and gave way
 * @provisional: (out) (optional): TRUE where that was judged in a year whose notice is not known
 *
 * Returns: the last day; #VAS_DATE_NONE for no first day, a negative length, or past the year 9999
 */
VasDate
vas_period_end_days (VasCalendar *calendar,
                     VasDate      first,
                     int          days,
                     gboolean    *moved,
                     gboolean    *provisional)
{
  return end_on (calendar, days >= 0 ? vas_date_add_days (first, days) : VAS_DATE_NONE, moved, provisional);
}

/**
 * vas_period_end_months:
 * @months: its length, at least 0
 *
 * As vas_period_end_days(), by months.
 */
VasDate
vas_period_end_months (VasCalendar *calendar,
                       VasDate      first,
                       int          months,
                       gboolean    *moved,
                       gboolean    *provisional)
{
  return end_on (calendar, months >= 0 ? vas_date_add_months (first, months) : VAS_DATE_NONE, moved, provisional);
}

/**
 * vas_period_end_years:
 * @years: its length, at least 0
 *
 * As vas_period_end_days(), by years.
 */
VasDate
vas_period_end_years (VasCalendar *calendar,
                      VasDate      first,
                      int          years,
                      gboolean    *moved,
                      gboolean    *provisional)
{
  return end_on (calendar, years >= 0 ? vas_date_add_years (first, years) : VAS_DATE_NONE, moved, provisional);
}

/**
 * vas_period_deadline:
 *
 * Returns: 24:00 of @last_day, the first instant that is too late; #VAS_INSTANT_NONE for no day
 */
VasInstant
vas_period_deadline (VasDate last_day)
{
  return vas_date_end (last_day);
}

/**
 * vas_period_contains:
 * @begin: what the period runs from, such as the payment
 * @last_day: as vas_period_end_days() and its like give it
 *
 * Returns: TRUE from @begin on and before 24:00 of @last_day; FALSE where any of the three is none
 */
gboolean
vas_period_contains (VasInstant begin,
                     VasDate    last_day,
                     VasInstant instant)
{
  VasInstant deadline = vas_period_deadline (last_day);

  return begin != VAS_INSTANT_NONE && deadline != VAS_INSTANT_NONE && instant >= begin && instant < deadline;
}

/**
 * vas_period_request_window:
 * @paid_at: the payment of an order
 * @moved: (out) (optional): as vas_period_end_days()
 * @provisional: (out) (optional): as vas_period_end_days()
 *
 * R16 (§4.8(2)): an invoice may be requested within one year of payment.
 *
 * Returns: the last day for a request; #VAS_DATE_NONE for no payment
 */
VasDate
vas_period_request_window (VasCalendar *calendar,
                           VasInstant   paid_at,
                           gboolean    *moved,
                           gboolean    *provisional)
{
  return vas_period_end_years (calendar, vas_instant_to_date (paid_at), 1, moved, provisional);
}

/**
 * vas_period_review_term:
 * @requested_at: the first moment of a request
 * @provisional: (out) (optional): as vas_calendar_add_working_days()
 *
 * R19 (§4.8(6)): a review ends within #VAS_REVIEW_WORKING_DAYS working days of the request.
 *
 * Returns: the last day of the term; #VAS_DATE_NONE for no request
 */
VasDate
vas_period_review_term (VasCalendar *calendar,
                        VasInstant   requested_at,
                        gboolean    *provisional)
{
  return vas_calendar_add_working_days (calendar, vas_instant_to_date (requested_at), VAS_REVIEW_WORKING_DAYS, provisional);
}

/**
 * vas_period_personal_term:
 * @received: the day on which the request came
 * @days: working days, at most #VAS_PERSONAL_WORKING_DAYS
 * @provisional: (out) (optional): as vas_calendar_add_working_days()
 *
 * R29: the last day for an answer about personal data: the shorter of @days working days and #VAS_PERSONAL_MOST_DAYS days of the
 * week, since a long holiday moves the first beyond the second.
 *
 * Returns: the last day of the term
 */
VasDate
vas_period_personal_term (VasCalendar *calendar,
                          VasDate      received,
                          int          days,
                          gboolean    *provisional)
{
  const VasDate last = vas_calendar_add_working_days (calendar, received, days, provisional);
  const VasDate most = vas_date_add_days (received, VAS_PERSONAL_MOST_DAYS);

  return MIN (last, most);
}
