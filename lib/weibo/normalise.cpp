#include "weibo/normalise.hpp"

namespace rw::weibo {

Utterance utterance_of(Comment comment, Kind kind, TimePoint seen_at) {
    Utterance said;
    said.id = comment.id;
    said.kind = kind;
    said.root = comment.status;
    said.root_author = comment.status_author;
    said.parent = comment.parent;
    said.parent_author = comment.parent_author;
    said.author = std::move(comment.user);
    said.text = std::move(comment.text);
    said.source = std::move(comment.source);
    said.created_at = comment.created_at;
    said.seen_at = seen_at;
    said.likes = comment.likes;
    return said;
}

Utterance utterance_of(Status status, Kind kind, TimePoint seen_at) {
    Utterance said;
    said.id = status.id;
    said.kind = kind;
    said.root = status.id;
    said.root_author = status.user.uid;
    said.parent = status.reposted;
    said.parent_author = status.reposted_author;
    said.author = std::move(status.user);
    said.text = std::move(status.text);
    said.source = std::move(status.source);
    said.created_at = status.created_at;
    said.seen_at = seen_at;
    said.edited_at = status.edited_at;
    said.likes = status.likes;
    said.reposts = status.reposts;
    return said;
}

}  // namespace rw::weibo
