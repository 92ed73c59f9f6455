// The keys with which an account leans to one side when words are judged.
#pragma once

#include "config/field.hpp"
#include "tone/judge.hpp"

namespace rw::config {

Fields<tone::Leanings> threshold_fields();

}  // namespace rw::config
