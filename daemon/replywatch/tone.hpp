// `replywatch tone`: what a fan's message is, or whether a reply may be sent; without the daemon.
#pragma once

#include "words.hpp"

#include <string>

namespace rw::cli {

struct ToneOptions {
    std::string text;
    std::string reply_to;
    std::string folder;     ///< with rules and a model of one's own; empty: the shipped ones
    bool is_reply = false;  ///< `--reply-to` was given, perhaps empty
    bool playful = false;
    bool batch = false;    ///< JSON lines from standard input
    bool explain = false;  ///< what weighed how much
    bool json = false;
    Language language = Language::zh;
};

/// 0; 1 at risk or severity 2 and above; 2 when a line of a batch is none, or the folder
/// cannot be used.
int judge_tone(ToneOptions const& options);

}  // namespace rw::cli
