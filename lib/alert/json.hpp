// Incidents and notices as the API and the webhook show them (contract 3, 4).
#pragma once

#include "alert/incident.hpp"
#include "alert/notice.hpp"
#include "core/json.hpp"

#include <vector>

namespace rw::alert {

void write(Json& out, Incident const& incident, std::vector<Notice> const& notices);
void write(Json& out, Notice const& notice);

}  // namespace rw::alert
