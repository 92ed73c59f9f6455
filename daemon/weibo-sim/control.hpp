// The stage door: `/_sim/…` lets tests and demos act on the world and count what was asked of it.
#pragma once

#include "core/json.hpp"
#include "weibo-sim/api.hpp"
#include "weibo-sim/control_body.hpp"
#include "weibo-sim/fast_clock.hpp"
#include "weibo-sim/play.hpp"

#include <string_view>

namespace rw::sim {

class Control {
public:
    /// Without a `clock` the time of the world is somebody else's, and `/_sim/clock` refuses.
    Control(Play& play, Api& api, FastClock* clock = nullptr) : play_{play}, api_{api}, clock_{clock} {}

    static bool meant(std::string_view target) { return target.starts_with("/_sim/"); }
    /// 200 with JSON; 400 with `{"error": …}` for input that cannot be; 404 for an unknown path, 405 for a
    /// wrong method.
    Answer answer(net::Request const& request, TimePoint now);

private:
    struct Door;  ///< a path and what it does
    Answer fault(ControlBody const& body, TimePoint now);
    Answer chance(ControlBody const& body);
    Answer token(ControlBody const& body, TimePoint now);
    Result<Token*> token_meant(ControlBody const& body, TimePoint now);
    Answer say(ControlBody const& body, TimePoint now);
    Answer erase(ControlBody const& body, TimePoint now);
    Answer fan(ControlBody const& body, TimePoint now);
    Answer human_read(ControlBody const& body, TimePoint now);
    Answer counters(ControlBody const& body, TimePoint now);
    Answer clock(ControlBody const& body, TimePoint now);
    Answer stats(Call const& call, TimePoint now);
    Answer items(Call const& call, TimePoint now);
    Answer visible(Call const& call, TimePoint now);

    Play& play_;
    Api& api_;
    FastClock* clock_;
};

}  // namespace rw::sim
