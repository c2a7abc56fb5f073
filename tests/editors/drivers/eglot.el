;;; -*- lexical-binding: t -*-
;;; Opens each of $WORDS ("file:word") with Eglot, waits for its findings, asks for a hover on the
;;; word, and writes what came to $REPORT.  Run as: emacs -Q --batch -l CONFIG -l eglot.el
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa") ; where Debian has them
(package-initialize)
(require 'cl-lib)
(require 'json)
(require 'eglot)
(require 'flymake)
(require 'yaml-mode)
(setq eglot-connect-timeout 30 eglot-sync-connect 30 eglot-autoshutdown nil
      flymake-no-changes-timeout 0 enable-local-variables nil)

(defvar site default-directory) ; a visited file changes the default

(defun await (what condition)
  (let ((end (+ (float-time) 20)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (or value (error "Waited in vain for %s" what))))

(defun see (file word)
  (switch-to-buffer (find-file-noselect (expand-file-name file site)))
  (apply #'eglot (eglot--guess-contact))
  (let ((server (await "the server" #'eglot-current-server)))
    (await (format "findings in %s (%s)" file major-mode)
           (lambda () (flymake-start) (flymake-diagnostics)))
    (goto-char (point-min))
    (search-forward word)
    (backward-char)
    (let ((answer (jsonrpc-request server :textDocument/hover
                                   (eglot--TextDocumentPositionParams))))
      (json-encode
       `((file . ,file)
         (mode . ,(symbol-name major-mode))
         (diagnostics . ,(vconcat (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))
         (hover . ,(plist-get (plist-get answer :contents) :value)))))))

(let ((lines (mapcar (lambda (each)
                       (let ((parts (split-string each ":")))
                         (see (car parts) (cadr parts))))
                     (split-string (getenv "WORDS")))))
  (with-temp-file (getenv "REPORT")
    (set-buffer-file-coding-system 'utf-8)
    (insert (mapconcat #'identity lines "\n") "\n")))
(kill-emacs 0)
