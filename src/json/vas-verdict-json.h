/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-json-reader.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

JsonNode   *vas_finding_to_json    (VasFinding   *finding);
VasFinding *vas_finding_from_json  (JsonNode     *node,
                                    GError      **error);
JsonNode   *vas_verdict_to_json    (VasVerdict   *verdict);
VasVerdict *vas_verdict_from_json  (JsonNode     *node,
                                    GError      **error);

G_END_DECLS
