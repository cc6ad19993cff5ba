/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stable names of enumerations. Tables have at most some twenty ids: a walk is quick enough. Any thread. */

#include "vas-enum.h"

/**
 * vas_enum_to_id:
 *
 * Returns: (nullable): the id that stands for @value; NULL where there is none
 */
const char *
vas_enum_to_id (const VasEnum *enumeration,
                int            value)
{
  for (int i = 0; enumeration->ids[i] != NULL; i++)
    {
      if (i == value)
        return enumeration->ids[i];
    }

  return NULL;
}

/**
 * vas_enum_from_id:
 * @value: (out): the C value
 *
 * Returns: FALSE where @id is none of the ids; @value is untouched then
 */
gboolean
vas_enum_from_id (const VasEnum *enumeration,
                  const char    *id,
                  int           *value)
{
  for (int i = 0; id != NULL && enumeration->ids[i] != NULL; i++)
    {
      if (g_str_equal (enumeration->ids[i], id))
        {
          *value = i;
          return TRUE;
        }
    }

  return FALSE;
}
