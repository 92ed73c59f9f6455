#include "core/utterance.hpp"

namespace rw {

std::string_view to_text(Kind kind) {
    switch (kind) {
        case Kind::comment: return "comment";
        case Kind::mention: return "mention";
        case Kind::comment_mention: return "comment_mention";
        case Kind::repost: return "repost";
        case Kind::message: return "message";
    }
    return "comment";
}

}  // namespace rw
