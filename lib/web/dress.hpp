// How an answer travels: unchanged ones are not sent twice, long ones are compressed, and no page of somebody
// else's makes use of it.
#pragma once

#include "net/http.hpp"

namespace rw::web {

/// Adds ETag (304 when the caller has it already), gzip where it is taken and worth it, and the headers that
/// protect. What has no body yet (`more`) keeps it as it is.
void dress(net::Response& response, net::Request const& request);

}  // namespace rw::web
