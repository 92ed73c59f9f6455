// The stage door: `/_sim/…` lets tests and demos act on the world and count what was asked of it.
#pragma once

#include "core/json.hpp"
#include "weibo-sim/api.hpp"
#include "weibo-sim/play.hpp"

#include <string_view>

namespace rw::sim {

class Control {
public:
    Control(Play& play, Api& api) : play_{play}, api_{api} {}

    static bool meant(std::string_view target) { return target.starts_with("/_sim/"); }
    /// 200 with JSON; 400 with `{"error": …}` for input that cannot be; 404 for an unknown path, 405 for a
    /// wrong method.
    Answer answer(net::Request const& request, TimePoint now);

private:
    Answer fault(std::string_view body);
    Answer token(std::string_view body, TimePoint now);
    Answer say(std::string_view body, TimePoint now);
    Answer erase(std::string_view body);
    Answer fan(std::string_view body);
    Answer human_read(std::string_view body);
    Answer stats(TimePoint now);
    Answer items(Call const& call);

    Play& play_;
    Api& api_;
};

}  // namespace rw::sim
